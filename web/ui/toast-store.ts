import { createStore } from './store.ts'

/** What was done and can be undone. An error is never one. */
export interface Toast {
  key: number
  message: string
  undo?: (() => void | Promise<void>) | undefined
  /** It came from work in the background, beside what somebody does meanwhile. */
  beside?: boolean | undefined
}

/** How long a toast stays unless the pointer or the focus is on one, in milliseconds. */
export const TOAST_MILLISECONDS = 6000
/** More than these would hide the page; what was done stands in the history all the same. */
const mostShown = 6

/** The latest last. */
export const toastStore = createStore<readonly Toast[]>([])

/** So long the key takes back what was done last, though its toast is gone: not everybody looks at once. */
const rememberedMilliseconds = 60_000

let count = 0
let latest: (Toast & { readonly until: number }) | undefined

/**
 * Shows that something is done, in place of the one before; `undo` offers to take it back. What is `beside`
 * other work takes nobody's place: several jobs that end at once can each be taken back.
 */
export function toast(message: string, undo?: Toast['undo'], { beside }: { beside?: boolean } = {}) {
  const others = toastStore.get().filter((one) => one.beside)
  const made = { key: ++count, message, undo, beside }
  toastStore.set([...others, made].slice(-mostShown))
  // What cannot be taken back stands between: the key must not reach past it.
  if (!beside) latest = { ...made, until: Date.now() + rememberedMilliseconds }
}

export function dropToast(key: number): void {
  toastStore.set(toastStore.get().filter((one) => one.key !== key))
}

/** Takes back what the latest toast tells of that can be; Ctrl+Z does the same, and a while longer. */
export async function undoToast(key?: number): Promise<boolean> {
  const shown = toastStore.get().findLast((one) => one.undo && (key === undefined || one.key === key))
  const found = shown ?? (key === undefined && latest && Date.now() < latest.until ? latest : undefined)
  if (!found?.undo) return false
  if (found.key === latest?.key) latest = undefined
  dropToast(found.key)
  await found.undo()
  return true
}
