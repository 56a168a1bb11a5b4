import { join, raw, sql, type Sql } from '../database/sql.ts'
import { anyTier, rankOfTier } from './any-tier.ts'
import { fetchInOrder, type Reckoning, type SearchConnections } from './fetch-tier.ts'
import type { Found, SearchSource, Wanted } from './found.ts'
import { isSmall, stepsAmongFew, type Span } from './steps-among-few.ts'

/**
 * Searches where few rows may be found at all (a salesperson's own customers, a small table). What is
 * frequent fills the page in the order of an index. For what is rare, the indexes of the grams and of the
 * rights are put together, or each row is looked at, as PostgreSQL sees fit.
 */
export async function amongFew(
  connections: SearchConnections,
  source: SearchSource,
  { limit, after, ...wanted }: Wanted,
  reckoning: Reckoning,
): Promise<Found[]> {
  const { search, plain } = connections
  const { frequencies } = reckoning
  const planned = (piece: Sql) => plain.query<Found>(piece, { name: `search ${source.table}`, brief: true })
  // The grams of a word go together: its rarest one finds hardly more than all, and is read more quickly.
  const tiers = wanted.tiers.map((tier) => ({ ...tier, grams: tier.words.flatMap(frequencies.rarest) }))
  const found: Found[] = []
  for (const { way, from, end } of stepsAmongFew({ tiers, limit, after }, reckoning)) {
    const open = { tiers, limit: limit - found.length, after: after && after.tier >= from ? after : null }
    if (open.limit <= 0) break
    if (way === 'inOrder') found.push(...(await fetchInOrder(connections, source, { ...open, tier: from })))
    else {
      const piece = together(source, open, { from, end })
      found.push(...(await (isSmall(reckoning) ? planned(piece) : search.query<Found>(piece))))
    }
  }
  return found
}

/** All that match in a span of tiers, in order. */
function together(source: SearchSource, { tiers, limit, after }: Wanted, { from, end }: Span): Sql {
  const keys = join(
    tiers.map(({ key }, at) => sql`when ${raw(String(at))} then ${key}`),
    ' ',
  )
  const beyond = after
    ? sql`where (f.tier, f.key, f.id) > (${after.tier}::int, ${after.key}::text collate "C", ${after.id}::uuid)`
    : raw('')
  const own = anyTier(tiers.slice(from, end))
  return sql`select f.id, f.tier, f.key from (
      select t.id, r.tier, (case r.tier ${keys} end) collate "C" as key
      from ${source.from} t, lateral (select ${rankOfTier(tiers)} as tier offset 0) r
      where ${join([...source.rows, own], ' and ')} and r.tier >= ${raw(String(from))} and r.tier < ${raw(String(end))}
    ) f ${beyond} order by f.tier, f.key, f.id limit ${raw(String(limit))}`
}
