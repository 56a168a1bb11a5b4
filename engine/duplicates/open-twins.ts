import { openMerges, type Merges } from '../merge/open-merges.ts'
import { openDuplicates, type Duplicates } from './open-duplicates.ts'

type Parts = Parameters<typeof openMerges>[0] & Parameters<typeof openDuplicates>[0]

/** Records that may be one and the same, and those that become one. */
export function openTwins(parts: Parts): { readonly merges: Merges; readonly duplicates: Duplicates } {
  return { merges: openMerges(parts), duplicates: openDuplicates(parts) }
}
