import http from 'node:http'
import { sql } from '#engine'
import { sampleParty } from '../testing/sample/sample-party.ts'
import { ask, median } from './load.ts'
import type { Bench } from './run.ts'

/** Who types a partner that is known, a letter or two amiss, is warned; and all partners are compared. */
export async function measureDuplicates(bench: Bench, parties: number): Promise<void> {
  await measureSearch(bench, parties)
  await measureTyping(bench, parties)
}

const typed = 300
/** So many bytes has an answer that warns of nobody. */
const nobody = JSON.stringify({ visible: [], hidden: false }).length

async function measureTyping(bench: Bench, parties: number): Promise<void> {
  const kontor = await bench.serve('kontor-server.ts')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  let found = 0
  try {
    for (let at = 0; at < typed; at++) {
      const { name, city, country, phone, email, taxId } = sampleParty((at * 7_919) % parties)
      const known = [{ phone }, { email }, { taxId }, {}][at % 4]
      const body = JSON.stringify({ name: slipped(name, at), city, country, ...known })
      const began = performance.now()
      const bytes = await ask(agent, kontor.origin, {
        method: 'POST',
        path: '/api/v1/customers/similar',
        headers: { authorization: `Bearer ${bench.key}`, 'content-type': 'application/json' },
        body,
      })
      // The first requests find caches cold that are warm ever after.
      if (at >= 20) times.push(performance.now() - began)
      if (bytes > nobody) found++
    }
  } finally {
    agent.destroy()
    kontor.stop()
  }
  const sorted = times.toSorted((left, right) => left - right)
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0
  bench.report({
    work: 'duplicate warning as one types',
    parties,
    value: p95,
    milliseconds: median(sorted),
    unit: 'ms p95',
    reach: '≤ 60',
    reached: p95 <= 60,
    detail: `${found} of ${typed} entries were warned of, median ${median(sorted).toFixed(1)} ms`,
  })
}

/** Two letters in the middle change places. */
function slipped(name: string, at: number): string {
  const middle = Math.floor(name.length / 2) + (at % 3)
  return `${name.slice(0, middle)}${name.charAt(middle + 1)}${name.charAt(middle)}${name.slice(middle + 2)}`
}

async function measureSearch(bench: Bench, parties: number): Promise<void> {
  const { engine } = bench
  const actor = await engine.access.systemActor('bench')
  const began = performance.now()
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 250)
  const { job } = await engine.duplicates.search(actor, 'party')
  await engine.jobs.drain()
  clearInterval(watch)
  const minutes = (performance.now() - began) / 60_000
  const [row] = await engine.database.query<{ state: string; result: { compared: number; pairs: number } }>(
    sql`select state, result from job where id = ${job}`,
  )
  const { compared = 0, pairs = 0 } = row?.result ?? {}
  bench.report({
    work: 'bulk duplicate search',
    parties,
    value: minutes,
    unit: 'minutes',
    reach: '≤ 10',
    reached: row?.state === 'done' && minutes <= 10,
    detail:
      `${compared} pairs compared, ${Math.round(compared / minutes / 60)} a second, ${pairs} kept; ` +
      `at most ${Math.round(most / 2 ** 20)} MB`,
  })
}
