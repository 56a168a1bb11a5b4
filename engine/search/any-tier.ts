import { join, raw, sql, type Sql } from '../database/sql.ts'
import type { Tier } from './search-tiers.ts'

/** Whether the row `t` matches in any of the tiers. */
export function anyTier(tiers: readonly Tier[]): Sql {
  const widest = widestTier(tiers)
  // A name that starts so, or a word that does, is held as well: the last of these tiers holds the others.
  const kept = tiers.filter(
    ({ kind }, at) =>
      kind === 'number' || kind === 'legal' || at === widest || (kind === 'start' && widest < 0),
  )
  return sql`(${join(kept.map(withGrams), ' or ')})`
}

/** The first tier that the row `t` matches, by its place among the tiers; null where there is none. */
export function rankOfTier(tiers: readonly Tier[]): Sql {
  return sql`case ${join(
    tiers.map(({ match }, at) => sql`when ${match} then ${raw(String(at))}`),
    ' ',
  )} end`
}

/** The place of the tier that holds all other tiers of names but those of legal forms; -1 where none does. */
export function widestTier(tiers: readonly Tier[]): number {
  return tiers.findLastIndex(({ kind }) => kind === 'word' || kind === 'inside')
}

/** The tier's condition with what the index of grams can tell of it. */
export function withGrams({ match, grams }: Tier): Sql {
  return grams.length > 0 ? sql`(t.search_grams @> ${grams}::int4[] and ${match})` : match
}
