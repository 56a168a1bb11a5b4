import { newId } from '#model'
import { createEngine, sql, type Actor, type Engine } from '#engine'
import { factSourcesServer, type FactSourcesServer } from '#testing'
import { modules } from '../modules/index.ts'
import type { Figure } from './run.ts'

const parties = 4_000
const abreast = 4

/**
 * Facts checked again against a local server that speaks as VIES does, with their log and what they are
 * compared with; against a bare client that only asks the same server the same.
 */
export async function measureFacts({
  postgresUrl,
  folder,
  report,
}: {
  postgresUrl: string
  folder: string
  report: (figure: Figure) => void
}): Promise<void> {
  const releases: (() => Promise<void>)[] = []
  const sources = await factSourcesServer({ after: (release) => void releases.push(release) })
  const engine = await createEngine({
    databaseUrl: postgresUrl,
    schema: 'bench_facts',
    dataFolder: folder,
    modules,
  })
  try {
    const root = await engine.access.systemActor('bench')
    const numbers = await addParties(engine, root, sources)
    const asked = await bareSeconds(sources, numbers)
    const first = await checkSeconds(engine, root)
    await expire(engine)
    const again = await checkSeconds(engine, root)
    const perSecond = parties / again
    const rates = `${(parties / first).toFixed(0)}/s at first, ${perSecond.toFixed(0)}/s again`
    report({
      work: 'facts checked again against a local server',
      parties,
      value: asked / again,
      unit: '× bare client',
      reach: '≥ 0.3',
      reached: asked / again >= 0.3,
      detail: `${rates}; a bare client asks ${(parties / asked).toFixed(0)}/s`,
    })
  } finally {
    await engine.close()
    for (const release of releases) await release()
  }
}

async function addParties(engine: Engine, root: Actor, sources: FactSourcesServer): Promise<string[]> {
  await engine.settings.set(root, 'checks.vies.ownNetwork', true)
  await engine.settings.set(root, 'checks.vies.address', sources.addresses.vies)
  await engine.settings.set(root, 'checks.vies.perMinute', 1_000_000)
  await engine.settings.set(root, 'checks.vies.on', true)
  const numbers = Array.from({ length: parties }, (_, at) => `LV${latvian(at)}`)
  for (const number of numbers) sources.numbers.set(number, { name: `SIA Partneris ${number}` })
  for (let at = 0; at < parties; at += 500) {
    const operations = numbers.slice(at, at + 500).map((taxId) => ({
      kind: 'create' as const,
      values: { name: `Partneris ${taxId} SIA`, taxId, country: 'LV' },
    }))
    const outcomes = await engine.records.many(root, 'customer', operations, { change: newId() })
    const wrong = outcomes.find(({ errors }) => errors.length > 0)
    if (wrong) throw new Error(JSON.stringify(wrong.errors))
  }
  return numbers
}

/** A number of a Latvian company with its check digit: 3 less the rest of the weighted sum by 11. */
function latvian(at: number): string {
  for (let number = 4_000_300_000 + at * 7; ; number += 1) {
    const digits = [...String(number)].map(Number)
    const sum = digits.reduce((all, digit, place) => all + digit * (weights[place] ?? 0), 0)
    const rest = 3 - (sum % 11)
    if (rest !== -1) return `${number}${rest < -1 ? rest + 11 : rest}`
  }
}

const weights = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]

async function bareSeconds({ addresses }: FactSourcesServer, numbers: readonly string[]): Promise<number> {
  const queue = [...numbers]
  const began = performance.now()
  const work = async () => {
    for (let number = queue.pop(); number; number = queue.pop()) {
      const answer = await fetch(`${addresses.vies}/check-vat-number`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ countryCode: 'LV', vatNumber: number.slice(2) }),
      })
      await answer.json()
    }
  }
  await Promise.all(Array.from({ length: abreast }, work))
  return (performance.now() - began) / 1_000
}

/** Runs the job of the schedule until nothing is due. */
async function checkSeconds(engine: Engine, root: Actor): Promise<number> {
  const began = performance.now()
  for (;;) {
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
    await engine.jobs.drain()
    const [row] = await engine.database.query<{ open: number }>(
      sql`select count(*)::integer as open from fact_look where due_at <= now()`,
    )
    if (row?.open === 0) return (performance.now() - began) / 1_000
  }
}

/** All answers count no longer, and none is remembered. */
async function expire(engine: Engine): Promise<void> {
  await engine.database.query(sql`delete from fact_answer`)
  await engine.database.query(sql`update fact set expires_at = now() - interval '1 day'`)
  await engine.database.query(sql`update fact_look set due_at = now()`)
}
