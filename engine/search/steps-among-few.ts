import type { Reckoning } from './fetch-tier.ts'
import type { Wanted } from './found.ts'
import type { Tier } from './search-tiers.ts'

/** Tiers from one on up to another. */
export type Span = { readonly from: number; readonly end: number }

/** A span of tiers, read in the order of an index or found together. */
export type Step = Span & { readonly way: 'inOrder' | 'together' }

/** Measured on a machine of an office: a name read in its index, a row marked as a match of an index. */
const lookMilliseconds = 0.0004
const markMilliseconds = 0.000_25

/** A table so small that any plan is quick: what costs is to make one, and each trip to the database. */
const smallRows = 2_000

export function isSmall({ frequencies, visibleRows }: Reckoning): boolean {
  return frequencies.rows < smallRows && visibleRows < smallRows
}

/**
 * In which steps a page is looked for where few rows may be found. Where an index gives the names of just
 * these rows in order, it is read for what is frequent among them. Legal forms come last and alone, for they
 * are frequent and seldom wanted. A small table is read at once.
 */
export function stepsAmongFew({ tiers, limit, after }: Wanted, reckoning: Reckoning): Step[] {
  const steps: Step[] = []
  let from = after?.tier ?? 0
  if (isSmall(reckoning)) return [{ from, end: tiers.length, way: 'together' }]
  const together = (end: number) => {
    if (from < end) steps.push({ from, end, way: 'together' })
    from = end
  }
  for (let at = from; at < tiers.length; at++) {
    const inOrder = isQuickInOrder(tiers, at, limit, reckoning)
    if (inOrder || tiers[at]?.kind === 'legal') together(at)
    if (!inOrder) continue
    steps.push({ from: at, end: at + 1, way: 'inOrder' })
    from = at + 1
  }
  together(tiers.length)
  return steps
}

/** Whether a tier probably fills the page before as much has been read as its matches would take. */
function isQuickInOrder(
  tiers: readonly Tier[],
  at: number,
  limit: number,
  { frequencies, visibleRows, namesInOrder }: Reckoning,
): boolean {
  const tier = tiers[at] as Tier
  // Numbers stand in the table alone, so a name that is none of them could not be told by its index.
  if (!namesInOrder || !tier.walked || tiers.some(({ kind }) => kind === 'number')) return false
  // Names that begin so are among those in which a word does.
  const { words } = tier.kind === 'start' ? (tiers.find(({ kind }) => kind === 'word') ?? tier) : tier
  const matches = frequencies.known(words) ? frequencies.with(words) : 0
  const share = Math.min(1, visibleRows / Math.max(frequencies.rows, 1))
  if (matches * share < limit) return false
  if (tier.kind === 'start') return true
  const looked = (limit * frequencies.rows) / matches
  return looked * lookMilliseconds < (visibleRows + matches) * markMilliseconds
}
