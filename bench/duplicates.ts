import http from 'node:http'
import { sql } from '#engine'
import { evidenceAbove, matchForm, usualRules, type MatchForm } from '#match'
import { bearerKeysOf } from '../engine/match/keys-of.ts'
import { seeded } from '../testing/sample/random.ts'
import { sampleCopy, slips } from '../testing/sample/sample-copy.ts'
import { sampleParty, type SampleParty } from '../testing/sample/sample-party.ts'
import { fillParties, numberOf } from './fill.ts'
import { ask, median } from './load.ts'
import type { Bench } from './run.ts'

/** Who types a partner that is known, a letter or two amiss, is warned; and all partners are compared. */
export async function measureDuplicates(bench: Bench, parties: number): Promise<void> {
  const copies = copiesOf(parties)
  const letter = `C${parties}`
  const { engine, user: manager } = bench
  await fillParties(engine, {
    from: 0,
    until: copied,
    manager,
    letter,
    of: (at) => copies[at]?.copy as SampleParty,
  })
  await measureSearch(bench, parties)
  await measureFound(bench, parties, letter, copies)
  await engine.database.transaction(
    (tx) => tx.query(sql`delete from party where number like ${`${letter}-%`}`),
    {
      statementMilliseconds: 0,
    },
  )
  await measureTyping(bench, parties)
}

/** So many are there a second time; they and their originals are the sample. */
const copied = 2_500

type Copy = { readonly number: number; readonly original: SampleParty; readonly copy: SampleParty }

function copiesOf(parties: number): readonly Copy[] {
  const random = seeded(parties + 1)
  return Array.from({ length: copied }, (_, at) => {
    const number = Math.floor((at * parties) / copied)
    const slip = slips[at % slips.length] ?? 'typo'
    return { number, original: sampleParty(number), copy: sampleCopy(random, number, slip) }
  })
}

/**
 * Of all pairs of the sample that are alike enough to be shown, how many the search over all parties found
 * among all others: each with each is compared beside it, by what it knows of how many bear a name.
 */
async function measureFound(
  { engine, report }: Bench,
  parties: number,
  letter: string,
  copies: readonly Copy[],
): Promise<void> {
  const { database } = engine
  const numbers = copies.flatMap(({ number }, at) => [numberOf('B', number), numberOf(letter, at)])
  const rows = await database.query<{ id: string; number: string }>(
    sql`select id, number from party where number = any(${numbers}::text[])`,
  )
  const ids = new Map(rows.map((row) => [row.number, row.id]))
  const common = await database.query<{ key: number; sharing: number }>(
    sql`select key, sharing from duplicate_common_key where object = 'party'`,
  )
  const sharing = new Map(common.map((row) => [row.key, row.sharing]))
  const formOf = ({ name, taxId, country, city, email, phone }: SampleParty): MatchForm => {
    const form = matchForm({ name, taxId, country, city, email, phone })
    const { named = 0, there = 0 } = bearerKeysOf(form) ?? {}
    return { ...form, bearers: { named: sharing.get(named) ?? 0, there: sharing.get(there) ?? 0 } }
  }
  const forms = copies.flatMap(({ original, copy }) => [formOf(original), formOf(copy)])
  const alike: (readonly [string, string])[] = []
  for (const [at, form] of forms.entries()) {
    for (let before = 0; before < at; before++) {
      if (!evidenceAbove(form, forms[before] as MatchForm, usualRules, usualRules.shown)) continue
      const [one = '', other = ''] = [at, before].map((place) => ids.get(numbers[place] ?? '') ?? '').sort()
      alike.push([one, other])
    }
  }
  const [met] = await database.query<{ count: string }>(
    sql`select count(*) from json_to_recordset(${JSON.stringify(alike.map(([one, other]) => ({ one, other })))}::json)
          as v(one uuid, other uuid) join duplicate_pair d on d.one = v.one and d.other = v.other`,
  )
  const found = Number(met?.count ?? 0)
  report({
    work: 'pairs that the bulk search finds',
    parties,
    value: found / alike.length,
    unit: 'of a comparison of each with each',
    reach: '≥ 0.98',
    reached: found / alike.length >= 0.98,
    detail: `${found} of ${alike.length} pairs of a sample of ${forms.length}`,
  })
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
