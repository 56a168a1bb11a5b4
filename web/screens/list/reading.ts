import { createStore } from '../../ui/store.ts'
import type { Store } from '../../ui/store.ts'

/** What is known of the rows of one list while they are read page by page. */
export interface Reading {
  /** The ids that were read. */
  readonly ids: Set<string>
  /**
   * Where the events stood before the first page was read; null where the answer does not say it, undefined
   * until it is there.
   */
  readonly position: Store<string | null | undefined>
}

/** A reading that has not begun. */
export function newReading(): Reading {
  return { ids: new Set(), position: createStore<string | null | undefined>(undefined) }
}

/** Notes where the events stood; only the first counts, because later pages are read later. */
export function beganAt({ position }: Reading, where: string | null): void {
  if (position.get() === undefined) position.set(where)
}
