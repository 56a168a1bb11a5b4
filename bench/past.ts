import pg from 'pg'
import type { Actor } from '#engine'
import { median } from './load.ts'
import { actorUnder, policies } from './rights.ts'
import type { Bench } from './run.ts'

const laterChanges = 100_000
const listRounds = 5
const recordRounds = 100
const mostOfList = 5_000
const mostOfRecord = 100

/**
 * Lists and records as they were before a hundred thousand changes, each of them written as the door writes
 * it: by who sees everything, and under rights of three conditions.
 */
export async function measurePast(bench: Bench, parties: number): Promise<void> {
  const { before, records } = await changes(bench)
  const everything = { admits: 'past, all', rows: {}, bare: 'true' }
  const all = await actorUnder(bench, everything, parties)
  const some = await actorUnder(bench, { ...policies[0]!, admits: 'past, 50 %' }, parties)
  const few = await actorUnder(bench, { ...policies[1]!, admits: 'past, 1 %' }, parties)
  for (const [who, actor] of [
    ['all rows', all],
    ['50 %', some],
    ['1 %', few],
  ] as const) {
    await measureLists(bench, parties, who, actor, before)
    await measureRecords(bench, parties, who, actor, { before, records })
  }
}

async function measureLists(bench: Bench, parties: number, who: string, actor: Actor, asOf: string) {
  const { records, history } = bench.engine
  const asked: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['sorted by name', () => records.list(actor, 'customer', { asOf, sort: 'name', limit: 50 })],
    [
      'filtered, with its count',
      () =>
        records.list(actor, 'customer', {
          asOf,
          where: { city: 'Ogre', creditLimit: { above: '5000' } },
          sort: '-creditLimit',
          count: 'exact',
        }),
    ],
    [
      'groups and sums',
      () => records.aggregate(actor, 'customer', { asOf, groupBy: ['city'], sums: ['creditLimit'] }),
    ],
    ['difference to today', () => history.listDifference(actor, 'customer', { from: asOf })],
  ]
  for (const [work, ask] of asked) {
    const times: number[] = []
    for (let round = 0; round < listRounds; round++) times.push(await milliseconds(ask))
    const worst = Math.max(...times)
    bench.report({
      work: `list of the past, ${work}, ${who}`,
      parties,
      milliseconds: median(times),
      value: worst,
      unit: 'ms at most',
      reach: `≤ ${mostOfList}`,
      reached: worst <= mostOfList,
      detail: `median ${median(times).toFixed(0)} ms, ${laterChanges} later changes`,
    })
  }
}

type Then = { readonly before: string; readonly records: readonly string[] }

async function measureRecords(
  { engine, report }: Bench,
  parties: number,
  who: string,
  actor: Actor,
  { before, records }: Then,
) {
  const visible = JSON.parse(
    await engine.records.list(actor, 'customer', {
      where: { id: { in: records } },
      fields: ['id'],
      limit: 1000,
    }),
  ) as { items: { id: string }[] }
  const times: number[] = []
  for (let round = 0; round < recordRounds; round++) {
    const id = visible.items[round % visible.items.length]?.id ?? ''
    times.push(await milliseconds(() => engine.history.recordAsOf(actor, 'customer', id, before)))
  }
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(recordRounds * 0.95)] ?? 0
  report({
    work: `record of the past, ${who}`,
    parties,
    milliseconds: median(times),
    value: p95,
    unit: 'ms p95',
    reach: `≤ ${mostOfRecord}`,
    reached: p95 <= mostOfRecord,
    detail: `median ${median(times).toFixed(1)} ms`,
  })
}

/** Changes cities and credit limits, with their entries in the log; gives the instant before. */
async function changes({ databaseUrl, schema }: Bench): Promise<Then> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: `-c search_path=${schema} -c timezone=UTC`,
  })
  await client.connect()
  try {
    const { rows } = await client.query<{ at: string }>(
      `select to_char(clock_timestamp(), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    )
    await client.query(
      `with picked as (
         select id, city, customer__credit_limit as credit from party
         where is_customer order by hashtext(id::text) limit ${laterChanges}
       ), changed as (
         update party set city = 'Valka', customer__credit_limit = coalesce(credit, 0) + 1
         from picked where picked.id = party.id
         returning party.id, picked.city, picked.credit, party.customer__credit_limit as new_credit
       )
       insert into audit_entry (change, source, request, object, record, action, before, after)
       select gen_random_uuid(), 'api', 'bench', 'party', id, 'update',
              jsonb_build_object('city', city, 'customer.creditLimit', credit::text),
              jsonb_build_object('city', 'Valka', 'customer.creditLimit', new_credit::text)
       from changed`,
    )
    await client.query('vacuum analyze party')
    await client.query('analyze audit_entry')
    const some = await client.query<{ record: string }>(
      `select record from audit_entry where request = 'bench' order by hashtext(record::text) limit 1000`,
    )
    return { before: rows[0]?.at ?? '', records: some.rows.map(({ record }) => record) }
  } finally {
    await client.end()
  }
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
