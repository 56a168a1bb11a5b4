import type { Connection } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { fetchMatches, walkOver, type Reckoning, type Stretch } from './fetch-tier.ts'
import type { Found, SearchSource } from './found.ts'
import type { Tier } from './search-tiers.ts'

/** Up to so many matches are put in order by the names that are seen, which no index holds in order. */
export const mostOrdered = 3_000
/** So many matches of the index of grams are read sooner than all rows. */
const mostMatches = 100_000
const rowsAtATime = 20_000
const everyRow = 1_000_000_000

/** What stands for the key where records come by their ids; no name that is seen is ordered by it. */
export const byId = ''

/**
 * The next records of a tier of names for whoever does not see all of these. Its few matches are ordered by
 * the names that they see. Many are not put in order while somebody types: they come by their ids, which tell
 * nothing of hidden names, and no more of them are read than are wanted. A page goes on as the last one did.
 */
export async function fetchWithinSight(
  search: Connection,
  source: SearchSource,
  stretch: Stretch,
  reckoning: Reckoning,
): Promise<Found[]> {
  const { after } = stretch
  if (after && after.key !== byId) return (await fetchMatches(search, source, stretch, everyRow)) ?? []
  if (!after && (await areFew(search, source, stretch, reckoning))) {
    const found = await fetchMatches(search, source, stretch, mostOrdered)
    if (found) return found
  }
  return fetchById(search, source, stretch, reckoning)
}

/** Whether the matches may be few, by the statistics; names that start so are counted in their index. */
async function areFew(
  search: Connection,
  source: SearchSource,
  { tiers, tier: at }: Stretch,
  { frequencies }: Reckoning,
): Promise<boolean> {
  const { kind, words, match } = tiers[at] as Tier
  if (kind !== 'start') return !frequencies.known(words) || frequencies.with(words) <= mostOrdered
  const [counted] = await search.query<{ count: number }>(
    sql`select count(*)::int as count
        from (select from ${source.from} t where ${match} limit ${raw(String(mostOrdered + 1))}) m`,
  )
  return (counted?.count ?? 0) <= mostOrdered
}

/** Goes through the rows by their ids, so many at a time that each statement is a brief one. */
async function fetchById(
  search: Connection,
  source: SearchSource,
  stretch: Stretch,
  { frequencies }: Reckoning,
): Promise<Found[]> {
  const tier = stretch.tiers[stretch.tier] as Tier
  const found: Found[] = []
  let from = stretch.after?.id ?? null
  for (let round = 0; ; round++) {
    const open = { ...stretch, limit: stretch.limit - found.length }
    const beyond = from === null ? raw('') : sql`where t.id > ${from}::uuid`
    const ids = sql`from ${source.from} t ${beyond} order by t.id`
    const rows = sql`select t.id, t.search_key ${ids} limit ${raw(String(rowsAtATime))}`
    found.push(...(await search.query<Found>(walkOver(source, open, tier, { rows, key: raw(`''::text`) }))))
    if (found.length >= stretch.limit) return found
    const [last] = await search.query<{ id: string }>(
      sql`select t.id ${ids} offset ${raw(String(rowsAtATime - 1))} limit 1`,
    )
    if (!last) return found
    from = last.id
    // Less was met than is frequent: the rest of what matches is looked up.
    if (round === 0 && frequencies.with(tier.words) <= mostMatches) {
      const tiers = stretch.tiers.with(stretch.tier, { ...tier, key: raw(`''::text`) })
      const limit = stretch.limit - found.length
      const rest = { ...stretch, tiers, limit, after: { key: byId, id: from } }
      const all = await fetchMatches(search, source, rest, mostMatches)
      if (all) return [...found, ...all]
    }
  }
}
