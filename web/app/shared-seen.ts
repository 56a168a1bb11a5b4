import { createStore } from '../ui/store.ts'

const KEY = 'kontor.sharedSeen'

/** When the latest record was opened of those that one has seen in the list of what is shared with one. */
export const sharedSeen = createStore<string>(read())

/** Marks as seen what was shared until then. */
export function noteSharedSeen(latest: string): void {
  if (latest <= sharedSeen.get()) return
  sharedSeen.set(latest)
  try {
    localStorage.setItem(KEY, latest)
  } catch {
    // A private window or a full disk forbids keeping; it then counts as seen until the page is left.
  }
}

function read(): string {
  try {
    return globalThis.localStorage?.getItem(KEY) ?? ''
  } catch {
    // Where nothing can be kept, nothing was seen.
    return ''
  }
}
