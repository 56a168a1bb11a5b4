import { createStore } from './store.ts'

/** What was done and can be undone. An error is never one. */
export interface Toast {
  key: number
  message: string
  undo?: (() => void | Promise<void>) | undefined
}

/** How long a toast stays unless the pointer or the focus is on it, in milliseconds. */
export const TOAST_MILLISECONDS = 6000

export const toastStore = createStore<Toast | null>(null)

let count = 0

/** Shows that something is done, in place of the one before; `undo` offers to take it back. */
export function toast(message: string, undo?: Toast['undo']) {
  toastStore.set({ key: ++count, message, undo })
}

/** Takes back what the visible toast tells of; the key Ctrl+Z does the same. */
export async function undoToast(): Promise<boolean> {
  const shown = toastStore.get()
  if (!shown?.undo) return false
  toastStore.set(null)
  await shown.undo()
  return true
}
