import { mostMerged } from './merge-preview.ts'
import type { Pair, PairSide } from './pair.ts'

/**
 * Of pairs that share records, all the records that may be one, by the id of each pair: three or more, and
 * no more than are laid side by side. Two alone are a pair and no more.
 */
export function clustersOf(pairs: readonly Pair[]): ReadonlyMap<string, readonly PairSide[]> {
  const clusters = new Map<string, Map<string, PairSide>>()
  for (const { one, other } of pairs) {
    const joined = new Map([
      ...(clusters.get(one.id) ?? []),
      ...(clusters.get(other.id) ?? []),
      [one.id, one] as const,
      [other.id, other] as const,
    ])
    for (const id of joined.keys()) clusters.set(id, joined)
  }
  return new Map(
    pairs.flatMap(({ id, one }) => {
      const all = [...(clusters.get(one.id)?.values() ?? [])]
      return all.length > 2 && all.length <= mostMerged ? [[id, all] as const] : []
    }),
  )
}
