import type { MatchRules } from '#match'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { JobRun } from '../jobs/job.ts'
import { isRare, mostSharing } from '../match/is-rare.ts'
import { matchColumns } from '../match/match-keys.ts'
import { compareBlocks, leastKept } from './compare-blocks.ts'
import { gatherForms } from './gather-forms.ts'
import { dropStale, keepCommon, keepPairs, keepSearched, keepSince } from './keep-pairs.ts'
import { openPairThreadLater, openPairThreads, type Reckoner } from './pair-threads.ts'
import { toldOf } from './told-of.ts'

/** What the search found and did; `pairs` are those that are kept. */
export type Searched = { readonly records: number; readonly compared: number; readonly pairs: number }

export type SearchParts = {
  readonly database: Database
  readonly model: ResolvedModel
  readonly base: ResolvedObject
  readonly rules: MatchRules
  readonly progress: JobRun['progress']
}

const changedAtOnce = 200

/**
 * Compares all records of an object that share a key, in memory that does not grow with them. What was
 * decided of a pair stays; open pairs that are alike no more go.
 */
export async function searchAll(parts: SearchParts): Promise<Searched> {
  const { database, base, progress } = parts
  const [size] = await database.query<{ count: string; now: string }>(
    sql`select count(*), now()::text as now from ${id(base.table)}`,
  )
  const total = Number(size?.count ?? 0)
  const reckoner = openPairThreads(total)
  try {
    const { sharing, ...found } = await database.transaction(
      async (tx) => {
        await gatherForms(parts, tx, reckoner, (done) => progress(done, 2 * total))
        return compareBlocks(parts, tx, reckoner, (part) =>
          progress(total + Math.floor(part * total), 2 * total),
        )
      },
      { statementMilliseconds: 0 },
    )
    await database.transaction((tx) => dropStale(tx, base, sql`found_at < ${size?.now ?? ''}::timestamptz`))
    await keepCommon(database, base, sharing)
    await keepSearched(database, base, size?.now ?? '')
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
  const reckoner = openPairThreadLater()
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

async function compareStars(
  parts: SearchParts,
  reckoner: Reckoner,
  ids: readonly string[],
): Promise<{ compared: number; pairs: number }> {
  const { database, model, base, rules } = parts
  // Nobody waits for it, and a base in which many share a key is not to keep the search from ever ending.
  const near = await database.transaction((tx) => nearOnes(tx, base, ids), {
    readOnly: true,
    statementMilliseconds: 0,
  })
  if (near.length === 0) return { compared: 0, pairs: 0 }
  const all = [...new Set(near.flatMap((row) => [row.id, ...row.others]))]
  const rows = await database.query<Record<string, unknown>>(
    sql`select t.id, ${matchColumns(model, base, 't')} from ${id(base.table)} t where t.id = any(${all}::uuid[])`,
    { name: `told of ${base.name} ${model.version}` },
  )
  const { records, own } = toldOf(model, base, rows)
  const places = new Map(own.map((row, at) => [String(row['id']), at]))
  const stars = near.map((row) => [row.id, ...row.others].flatMap((one) => places.get(one) ?? []))
  const sharing = await database.query<{ key: number; sharing: number }>(
    sql`select key, sharing from duplicate_common_key where object = ${base.name} and key in (
          select unnest(t.match_keys) from ${id(base.table)} t where t.id = any(${all}::uuid[]))`,
  )
  const asked = { does: 'stars', records, stars, sharing, rules, least: leastKept(parts) } as const
  const { found = [], compared = 0 } = await reckoner.ask(0, asked)
  const told = own.map((row) => String(row['id']))
  if (found.length > 0) await database.transaction((tx) => keepPairs(tx, base, told, found))
  return { compared, pairs: found.length }
}

/** Of each of these who shares a key with it, and with whom it is in a pair that is open. */
function nearOnes(
  tx: Connection,
  base: ResolvedObject,
  ids: readonly string[],
): Promise<{ id: string; others: string[] }[]> {
  return tx.query(
    sql`select n.id, array_agg(distinct n.other) as others from (
          select c.id, f.id as other from ${id(base.table)} c
          cross join lateral unnest(c.match_keys) k(key)
          cross join lateral (select m.id from ${id(base.table)} m where m.match_keys @> array[k.key] limit
            ${mostSharing}) f
          where c.id = any(${[...ids]}::uuid[]) and f.id <> c.id and ${isRare(base, sql`k.key`)}
          union all
          select d.one, d.other from duplicate_pair d where d.one = any(${[...ids]}::uuid[]) and d.state = 'open'
          union all
          select d.other, d.one from duplicate_pair d where d.other = any(${[...ids]}::uuid[]) and d.state = 'open'
        ) n group by n.id`,
  )
}
