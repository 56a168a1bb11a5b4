import type { JobDeclaration } from '../jobs/job.ts'
import { checkFacts } from './check-facts.ts'
import type { FactsParts } from './facts-parts.ts'
import { stateOfSource } from './source-settings.ts'
import { watchSources } from './watch-sources.ts'

/** How many rounds one run goes at most, so that other jobs have their turn. */
const mostRounds = 20

/** Looks every minute which facts are new, changed or expired, and has their sources checked. */
export function checkFactsJob(parts: FactsParts): JobDeclaration {
  return {
    name: 'check facts',
    everyMinutes: 1,
    async run({ actor, progress }) {
      let written = 0
      const ready = await watchSources(parts)
      await Promise.all(
        ready.map(async (one) => {
          for (let round = 0; round < mostRounds; round += 1) {
            const { written: wrote, more } = await checkFacts(parts, actor, one)
            written += wrote
            await progress(written)
            if (!more) return
          }
        }),
      )
      return { written }
    },
  }
}

/** Checks all facts of one record anew, because somebody asked for it. */
export function checkRecordJob(parts: FactsParts): JobDeclaration {
  return {
    name: 'check facts of a record',
    attempts: 1,
    async run({ payload }) {
      const kinds = payload['kinds'] as readonly string[]
      const root = await parts.access.systemActor('check facts')
      let written = 0
      await watchSources(parts)
      for (const source of parts.sources.filter(({ kind }) => kinds.includes(kind))) {
        const state = await stateOfSource(parts.settings, source)
        if (!state.on) continue
        written += (await checkFacts(parts, root, { source, state }, String(payload['record']))).written
      }
      return { written }
    },
  }
}
