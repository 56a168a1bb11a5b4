import type { BulkPreview } from './bulk-change.ts'

/** How many would be changed: where all were tried, those that are refused are not among them. */
export function expectedCount({
  changeable,
  tried,
  refusals,
}: Pick<BulkPreview, 'changeable' | 'tried' | 'refusals'>): number {
  return tried < changeable ? changeable : changeable - refusals
}
