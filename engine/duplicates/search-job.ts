import os from 'node:os'
import type { MatchRules } from '#match'
import { newId } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { JobRun } from '../jobs/job.ts'
import { matchColumns, matchRecordOf } from '../match/match-keys.ts'
import { isRare, mostSharing } from '../match/is-rare.ts'
import { openThreads, type Threads } from '../threads/threads.ts'
import { reckonPairs, type PairAnswer, type PairTask } from './pair-reckoning.ts'

/** What the search found and did; `pairs` are those that are kept. */
export type Searched = { readonly records: number; readonly compared: number; readonly pairs: number }

export type SearchParts = {
  readonly database: Database
  readonly model: ResolvedModel
  readonly base: ResolvedObject
  readonly rules: MatchRules
  readonly progress: JobRun['progress']
}

const blocksAtOnce = 100
const recordsAtOnce = 500
const changedAtOnce = 200
/** Below this many, starting threads takes longer than they save. */
const worthThreads = 3_000
/** So many pairs are compared before anybody notices that the server does something else. */
const quicklyCompared = 500
/** Work that waits in threads; more would only fill the memory. */
const mostOpen = 4
/** Who is a little less alike than what is shown is kept, for when the rules become looser. */
const below = 0.15

/**
 * Compares all records of an object that share a key: first the keys are brought up to date, then the blocks
 * of records that share one stream out of the database and are compared in threads, with a bounded amount of
 * either in memory. What was decided of a pair stays; open pairs that are alike no more go.
 */
export async function searchAll(parts: SearchParts): Promise<Searched> {
  const { database, base, progress } = parts
  const [size] = await database.query<{ count: string; now: string }>(
    sql`select count(*), now()::text as now from ${id(base.table)}`,
  )
  const total = Number(size?.count ?? 0)
  const reckoner = openPairThreads(total)
  try {
    await bringKeys(parts, reckoner, (done) => progress(done, 2 * total))
    const common: number[] = []
    const found = await compareBlocks(parts, reckoner, common, (part) =>
      progress(total + Math.floor(part * total), 2 * total),
    )
    await database.transaction((tx) => dropStale(tx, base, sql`found_at < ${size?.now ?? ''}::timestamptz`))
    await keepCommon(database, base, common)
    await keepSince(database, base, size?.now ?? '')
    return { records: total, ...found }
  } finally {
    await reckoner.close()
  }
}

/** The same for the records that changed since the last search; nothing where there was none. */
export async function searchChanged(parts: SearchParts): Promise<Searched | null> {
  const { database, base } = parts
  const [last] = await database.query<Last>(
    // Who wrote for long was not to be seen when the last search began.
    sql`select (since - interval '10 minutes')::text as since, now()::text as now
        from duplicate_search where object = ${base.name}`,
  )
  if (!last) return null
  const reckoner = openLater(() => openThreads<PairTask, PairAnswer>(pairThread, 1))
  try {
    const sums = await compareChanged(parts, reckoner, last)
    await keepSince(database, base, last.now)
    return sums
  } finally {
    await reckoner.close()
  }
}

type Last = { readonly since: string; readonly now: string }

async function compareChanged(parts: SearchParts, reckoner: Reckoner, last: Last): Promise<Searched> {
  const { database, base } = parts
  const sums = { records: 0, compared: 0, pairs: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await database.query<{ id: string }>(
      sql`select t.id from ${id(base.table)} t where t.updated_at > ${last.since}::timestamptz and t.id > ${after}::uuid
          order by t.id limit ${changedAtOnce}`,
    )
    const ids = rows.map((row) => row.id)
    if (ids.length === 0) return sums
    const step = await compareStars(parts, reckoner, ids)
    sums.records += ids.length
    sums.compared += step.compared
    sums.pairs += step.pairs
    await database.transaction((tx) =>
      dropStale(
        tx,
        base,
        sql`found_at < ${last.now}::timestamptz and (one = any(${ids}::uuid[]) or other = any(${ids}::uuid[]))`,
      ),
    )
    after = ids.at(-1) ?? after
    await parts.progress(sums.records)
  }
}

type Reckoner = Threads<PairTask, PairAnswer>

const pairThread = new URL('./pair-thread.ts', import.meta.url)

function openPairThreads(records: number): Reckoner {
  if (records >= worthThreads) return openThreads(pairThread, os.availableParallelism())
  return { count: 1, ask: async (_thread, task) => reckonPairs(task), close: async () => {} }
}

/**
 * A thread that starts with the first work that would hold up whoever is served meanwhile; after a quiet
 * quarter of an hour there is none.
 */
function openLater(open: () => Reckoner): Reckoner {
  let opened: Reckoner | undefined
  return {
    count: 1,
    ask: async (thread, task) =>
      mostCompared(task) <= quicklyCompared ? reckonPairs(task) : (opened ??= open()).ask(thread, task),
    close: async () => opened?.close(),
  }
}

function mostCompared(task: PairTask): number {
  return task.does === 'keys' ? 0 : task.blocks.reduce((sum, block) => sum + block.length - 1, 0)
}

/** Brings the keys of all records to what they should be; most are so already. */
async function bringKeys(
  { database, model, base }: SearchParts,
  reckoner: Reckoner,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  let done = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await database.query<Record<string, unknown>>(
      sql`select t.id, t.match_keys, ${matchColumns(model, base, 't')} from ${id(base.table)} t
          where t.id > ${after}::uuid order by t.id limit ${recordsAtOnce}`,
      { name: `keys of ${base.name} ${model.version}` },
    )
    if (rows.length === 0) return
    const { records, own } = linesOf(model, base, rows)
    const { keys = [] } = await reckoner.ask(0, { does: 'keys', records })
    const changed = own.flatMap((row, at) => {
      const made = `{${(keys[at] ?? []).join(',')}}`
      return made === arrayText(row['match_keys']) ? [] : [{ id: row['id'], keys: made }]
    })
    if (changed.length > 0)
      await database.transaction((tx) =>
        tx.query(
          sql`update ${id(base.table)} t set match_keys = v.keys
              from json_to_recordset(${JSON.stringify(changed)}::json) as v(id uuid, keys int4[]) where t.id = v.id`,
        ),
      )
    done += rows.length
    after = String(rows.at(-1)?.['id'])
    await progress(done)
  }
}

function arrayText(value: unknown): string {
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value)
}

/** Records that share a key; null where too many do. */
type Block = { readonly key: number; readonly ids: readonly string[] | null }

async function compareBlocks(
  parts: SearchParts,
  reckoner: Reckoner,
  common: number[],
  progress: (part: number) => Promise<void>,
): Promise<{ compared: number; pairs: number }> {
  const { database, base } = parts
  const sums = { compared: 0, pairs: 0 }
  await database.transaction(
    async (tx) => {
      await tx.query(sql`set local work_mem = '128MB'`)
      const blocks = tx.batches<Block>(
        sql`select k.key, case when count(*) <= ${mostSharing} then array_agg(k.id) end as ids
            from (select unnest(t.match_keys) as key, t.id from ${id(base.table)} t) k
            group by k.key having count(*) > 1 order by k.key`,
        blocksAtOnce,
      )
      const open: Promise<void>[] = []
      let turn = 0
      for await (const batch of blocks) {
        const told = batch.flatMap(({ ids }) => (ids === null ? [] : [ids]))
        open.push(comparedBatch(parts, reckoner, turn++, told, false, sums))
        common.push(...batch.flatMap(({ key, ids }) => (ids === null ? [key] : [])))
        // What fails is met when its turn comes.
        open.at(-1)?.catch(() => {})
        while (open.length > mostOpen) await open.shift()
        // Keys are spread evenly over all numbers of 32 bits, and come in their order.
        await progress((Number(batch.at(-1)?.key ?? 0) + 2 ** 31) / 2 ** 32)
      }
      await Promise.all(open)
    },
    { statementMilliseconds: 0 },
  )
  return sums
}

async function compareStars(parts: SearchParts, reckoner: Reckoner, ids: readonly string[]) {
  const { database, base } = parts
  const sums = { compared: 0, pairs: 0 }
  const rows = await database.query<{ id: string; others: string[] }>(
    sql`select c.id, array_agg(distinct f.id) as others from ${id(base.table)} c
        cross join lateral unnest(c.match_keys) k(key)
        cross join lateral (select m.id from ${id(base.table)} m where m.match_keys @> array[k.key] limit
          ${mostSharing}) f
        where c.id = any(${[...ids]}::uuid[]) and f.id <> c.id and ${isRare(base, sql`k.key`)} group by c.id`,
  )
  const stars = rows.map((row) => [row.id, ...row.others])
  if (stars.length > 0) await comparedBatch(parts, reckoner, 0, stars, true, sums)
  return sums
}

async function comparedBatch(
  parts: SearchParts,
  reckoner: Reckoner,
  turn: number,
  batch: readonly (readonly string[])[],
  isStar: boolean,
  sums: { compared: number; pairs: number },
): Promise<void> {
  const { database, model, base, rules } = parts
  const ids = [...new Set(batch.flat())]
  const rows = await database.query<Record<string, unknown>>(
    sql`select t.id, ${matchColumns(model, base, 't')} from ${id(base.table)} t where t.id = any(${ids}::uuid[])`,
    { name: `told of ${base.name} ${model.version}` },
  )
  const { records, own } = linesOf(model, base, rows)
  const places = new Map(own.map((row, at) => [String(row['id']), at]))
  const blocks = batch.map((block) => block.flatMap((one) => places.get(one) ?? []))
  const least = Math.max(0.3, rules.shown - below)
  const task: PairTask = { does: 'pairs', records, blocks, isStar, rules, least }
  const { found = [], compared = 0 } = await reckoner.ask(turn, task)
  sums.compared += compared
  sums.pairs += found.length
  if (found.length === 0) return
  const pairs = found.map(({ one, other, score, evidence }) => {
    const [first, second] = [String(own[one]?.['id']), String(own[other]?.['id'])].toSorted()
    return { id: newId(), one: first, other: second, score, evidence }
  })
  await database.transaction((tx) => keepPairs(tx, base, pairs))
}

/** Those that tell who they are, as lines of JSON. */
function linesOf(model: ResolvedModel, base: ResolvedObject, rows: readonly Record<string, unknown>[]) {
  const own: Record<string, unknown>[] = []
  const lines: string[] = []
  for (const row of rows) {
    const record = matchRecordOf(model, base, row)
    if (!record) continue
    own.push(row)
    lines.push(JSON.stringify(record))
  }
  return { own, records: lines.join('\n') }
}

async function keepPairs(
  tx: Transaction,
  base: ResolvedObject,
  pairs: readonly { readonly one: string | undefined; readonly other: string | undefined }[],
): Promise<void> {
  await tx.query(
    sql`insert into duplicate_pair (id, object, one, other, score, evidence)
        select distinct on (v.one, v.other) v.id, ${base.name}, v.one, v.other, v.score, v.evidence
        from json_to_recordset(${JSON.stringify(pairs)}::json)
          as v(id uuid, one uuid, other uuid, score real, evidence jsonb)
        order by v.one, v.other
        on conflict (one, other) do update
          set score = excluded.score, evidence = excluded.evidence, found_at = now()`,
  )
}

async function dropStale(
  tx: Transaction,
  base: ResolvedObject,
  which: ReturnType<typeof sql>,
): Promise<void> {
  await tx.query(sql`delete from duplicate_pair where object = ${base.name} and state = 'open' and ${which}`)
}

/** Keys that say nothing are looked up no more until the next search. */
async function keepCommon(database: Database, base: ResolvedObject, keys: readonly number[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(sql`delete from duplicate_common_key where object = ${base.name}`)
    await tx.query(
      sql`insert into duplicate_common_key (object, key) select ${base.name}, unnest(${[...keys]}::int4[])`,
    )
  })
}

async function keepSince(database: Database, base: ResolvedObject, since: string): Promise<void> {
  await database.transaction((tx) =>
    tx.query(
      sql`insert into duplicate_search (object, since) values (${base.name}, ${since}::timestamptz)
          on conflict (object) do update set since = excluded.since`,
    ),
  )
}
