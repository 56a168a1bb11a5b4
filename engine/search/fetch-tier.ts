import type { Connection } from '../database/database.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { ownColumns } from '../query/json-form.ts'
import { inOrder, type Found, type SearchSource } from './found.ts'
import type { Frequencies } from './frequencies.ts'
import type { Tier } from './search-tiers.ts'

/** `search` plans every statement for its words; on `plain` a statement may be planned once for all. */
export type SearchConnections = { readonly search: Connection; readonly plain: Connection }

/** What the search knows when it decides how to read. */
export type Reckoning = {
  readonly frequencies: Frequencies
  readonly visibleRows: number
  /** Whether an index gives the names of just these rows in order. */
  readonly namesInOrder: boolean
}

/** A part of the results in order, from a position of its first tier on. */
export type Stretch = {
  readonly tiers: readonly Tier[]
  readonly tier: number
  readonly after: { readonly key: string; readonly id: string } | null
  readonly limit: number
}

/** Measured on a machine of an office: a row fetched by its place in the table, a name read in its index. */
const fetchMilliseconds = 0.003
const walkMilliseconds = 0.000_2
/** So many rows are fetched before the estimate of their number is called wrong. */
const leastFetched = 3_000
/** So many names are read before, and fewer where of each match is asked in the table whether it is seen. */
const leastWalked = 50_000
const leastLookedUp = 10_000

/**
 * The next records of one tier, in order. Neither of the two ways is quick for every word: the index of grams
 * gives
 * all matches at once, too many of a frequent syllable; names read in order give the first matches of a
 * frequent
 * syllable at once, and of a rare one never. The cheaper one by the statistics goes first, up to a bound;
 * where it
 * meets more than was to be expected, the other one follows.
 */
export async function fetchTier(
  { search, plain }: SearchConnections,
  source: SearchSource,
  stretch: Stretch,
  reckoning: Reckoning,
): Promise<Found[]> {
  const tier = stretch.tiers[stretch.tier]
  if (!tier) return []
  if (tier.ordered) return fetchInOrder({ search, plain }, source, stretch)
  const cost = costs(tier, stretch.limit, reckoning)
  // What nobody has is never met by reading on, and takes no time to fetch.
  if (cost.fetch <= cost.walk || !reckoning.frequencies.known(tier.words)) {
    const found = await fetchMatches(
      search,
      source,
      stretch,
      Math.max(leastFetched, Math.ceil(2 * cost.matches)),
    )
    return found ?? (await readOn(search, source, stretch))
  }
  const least = source.rows.length > 0 ? leastLookedUp : leastWalked
  const bound = Math.max(least, Math.ceil(3 * cost.walkedRows))
  const walked = await search.query<Found>(walk(source, stretch, tier, bound))
  if (walked.length >= stretch.limit || bound >= reckoning.frequencies.rows) return inOrder(walked)
  const wholeWalk = reckoning.frequencies.rows * walkMilliseconds
  const most = Math.ceil(wholeWalk / fetchMilliseconds)
  const found = cost.fetch <= wholeWalk ? await fetchMatches(search, source, stretch, most) : null
  return found ?? (await readOn(search, source, stretch))
}

/**
 * What is left where both ways met more than was to be expected. Of who sees all, names are read on in order.
 * Of others a frequent word may stand in few names that they see or in none, and each that they do not see
 * would be looked up to be told so: the indexes of the grams and of the rights are put together.
 */
async function readOn(search: Connection, source: SearchSource, stretch: Stretch): Promise<Found[]> {
  const tier = stretch.tiers[stretch.tier] as Tier
  if (source.rows.length === 0 || tier.grams.length === 0)
    return inOrder(await search.query<Found>(walk(source, stretch, tier, null)))
  const all = sql`t.search_grams @> ${tier.grams}::int4[] and ${conditions(stretch, tier)}`
  return search.query<Found>(
    sql`with matches as materialized (
          select t.id, ${raw(String(stretch.tier))} as tier, (${tier.key}) collate "C" as key
          from ${source.from} t where ${join([all, ...source.rows], ' and ')}
        )
        select id, tier, key from matches order by key, id limit ${raw(String(stretch.limit))}`,
  )
}

/** The next records of one tier, read in the order of an index until they are enough. */
export async function fetchInOrder(
  { search, plain }: SearchConnections,
  source: SearchSource,
  stretch: Stretch,
): Promise<Found[]> {
  const tier = stretch.tiers[stretch.tier] as Tier
  if (tier.kind === 'number') return search.query<Found>(found(ordered(source, stretch, tier, raw('t.id'))))
  // The plan for a range of names is the same for all of them; a pattern's depends on the pattern.
  return tier.kind === 'start'
    ? plain.query<Found>(shown(source, stretch, tier), { name: `names ${source.table}` })
    : search.query<Found>(shown(source, stretch, tier))
}

/** About what either way takes, in milliseconds. */
function costs(tier: Tier, limit: number, { frequencies, visibleRows }: Reckoning) {
  const rows = Math.max(frequencies.rows, 1)
  const matches = frequencies.with(tier.words)
  const share = Math.min(1, Math.max(visibleRows, 1) / rows)
  const wanted = limit / share
  const walkedRows = Math.min(rows, (rows * wanted) / Math.max(matches, 1))
  const lookedUp = share < 1 ? Math.min(wanted, matches) * fetchMilliseconds : 0
  return {
    matches,
    walkedRows,
    fetch: matches * fetchMilliseconds,
    walk: walkedRows * walkMilliseconds + lookedUp,
  }
}

/** All matches of a tier in order, or null where more rows than `most` had to be looked at. */
export async function fetchMatches(
  search: Connection,
  source: SearchSource,
  stretch: Stretch,
  most: number,
): Promise<Found[] | null> {
  const tier = stretch.tiers[stretch.tier] as Tier
  const gramless = join([tier.match, ...not(stretch.tiers.slice(0, stretch.tier))], ' and ')
  const own = tier.grams.length > 0 ? sql`t.search_grams @> ${tier.grams}::int4[] and ${gramless}` : gramless
  const after = stretch.after && { ...stretch.after, tier: stretch.tier }
  return bounded(search, source, {
    own,
    tier: raw(String(stretch.tier)),
    key: tier.key,
    most,
    after,
    limit: stretch.limit,
  })
}

export type Look = {
  /** What is looked at, what tier and key it has, and how many rows of it at most. */
  readonly own: Sql
  readonly tier: Sql
  readonly key: Sql
  readonly most: number
  readonly after: Found | null
  readonly limit: number
}

/**
 * The first visible ones of at most so many matches, in order; null where there are more. Rights are asked
 * behind the
 * bound, for somebody who sees little would else have everything looked through.
 */
export async function bounded(search: Connection, source: SearchSource, look: Look): Promise<Found[] | null> {
  const { own, tier, key, most, after, limit } = look
  const seen = source.rows.length > 0 ? join(source.rows, ' and ') : raw('true')
  const beyond = after
    ? sql` and (tier, key, id) > (${after.tier}::int, ${after.key}::text collate "C", ${after.id}::uuid)`
    : raw('')
  const rows = await search.query<{ id: string | null; tier: number; key: string | null }>(
    sql`with matches as materialized (
          select t.id, (${tier})::int as tier, (${key}) collate "C" as key, coalesce(${seen}, false) as seen
          from ${source.from} t where ${own} limit ${raw(String(most + 1))}
        )
        (select null::uuid as id, count(*)::int as tier, null::text as key from matches)
        union all
        (select id, tier, key from matches where seen${beyond} order by tier, key, id limit ${raw(String(limit))})`,
  )
  const [looked, ...found] = rows
  return (looked?.tier ?? 0) > most ? null : inOrder(found as Found[])
}

function not(tiers: readonly Tier[]): Sql[] {
  return tiers.map((one) => sql`(${one.match}) is not true`)
}

function conditions({ tiers, tier, after }: Stretch, own: Tier): Sql {
  const beyond = after ? [sql`(${own.key}, t.id) > (${after.key}::text collate "C", ${after.id}::uuid)`] : []
  return join([own.match, ...not(tiers.slice(0, tier)), ...beyond], ' and ')
}

function ordered(source: SearchSource, stretch: Stretch, own: Tier, columns: Sql): Sql {
  return sql`select ${columns}, ${raw(String(stretch.tier))} as "#tier", ${own.key} as "#key" from ${source.from} t
    where ${join([conditions(stretch, own), ...source.rows], ' and ')}
    order by ${own.key}, t.id limit ${raw(String(stretch.limit))}`
}

function found(page: Sql): Sql {
  return sql`select p.id, p."#tier" as tier, p."#key" as key from (${page}) p order by p."#key", p.id`
}

/** Names that begin so mostly fill the page, so the records come along at once. */
function shown(source: SearchSource, stretch: Stretch, own: Tier): Sql {
  const columns = join(ownColumns(source.shown).map((name) => raw(`t.${name}`)))
  return sql`select p.id, p."#tier" as tier, p."#key" as key, row_to_json(r)::text as json
    from (${ordered(source, stretch, own, columns)}) p ${source.shown.joins},
      lateral (select ${source.shown.columns}) r
    order by p."#key", p.id`
}

/** Reads names in order, in their index alone. */
function walk(source: SearchSource, stretch: Stretch, own: Tier, bound: number | null): Sql {
  const { after } = stretch
  const from = after
    ? sql`where (t.search_key, t.id) > (${after.key}::text, ${after.id}::uuid)`
    : raw('where t.search_key is not null')
  const rows = sql`select t.search_key, t.id from ${source.from} t ${from} order by t.search_key, t.id
    ${raw(bound === null ? '' : `limit ${bound}`)}`
  return walkOver(source, stretch, own, { rows, key: raw('n.search_key') })
}

/**
 * Goes through rows, given as `search_key` and `id` in an order, until there are enough; only matches are
 * looked up in the table, one by one and only where something has to be asked there. A join could be planned
 * in a way that reads everything first.
 */
export function walkOver(
  source: SearchSource,
  { limit, tiers, tier: at }: Stretch,
  own: Tier,
  { rows, key }: { readonly rows: Sql; readonly key: Sql },
): Sql {
  const earlier = tiers.slice(0, at)
  const byName = [own.match, ...not(earlier.filter((one) => one.kind !== 'number'))]
  const inTable = [...source.rows, ...not(earlier.filter((one) => one.kind === 'number'))]
  const matches = sql`select t.search_key, t.id from (${rows}) t where ${join(byName, ' and ')} offset 0`
  const seen =
    inTable.length === 0
      ? raw('')
      : sql`, lateral (
    select from ${source.from} t where t.id = n.id and ${join(inTable, ' and ')} limit 1) seen`
  return sql`select n.id, ${raw(String(at))} as tier, ${key} as key from (${matches}) n${seen}
    limit ${raw(String(limit))}`
}
