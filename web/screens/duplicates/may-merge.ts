import type { DescribedObject } from '../../api/model.ts'

/** Whether one may make one record of two, at least of some. */
export function mayMerge({ may, system, owned }: DescribedObject): boolean {
  return !system && !owned && may.includes('change') && may.includes('delete')
}
