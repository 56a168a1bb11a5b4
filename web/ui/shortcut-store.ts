import { keysOf } from './keys.ts'
import type { KeyLike } from './keys.ts'
import { createStore } from './store.ts'

/** A key of the page: what it is called in the page of keys, and what it does. */
export interface Shortcut {
  keys: string
  label: string
  /** The heading it stands under in the page of keys. */
  group: string
  run: () => void
  /** Works even while a dialog is open. */
  everywhere?: boolean
}

export const shortcutStore = createStore<readonly Shortcut[]>([])

export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  shortcutStore.set((now) => [...now, ...shortcuts])
  return () => shortcutStore.set((now) => now.filter((each) => !shortcuts.includes(each)))
}

export interface PressPlace {
  /** A field has the caret, or a list takes letters for itself. */
  typing: boolean
  dialogOpen: boolean
  /** Keys of one letter can be turned off (WCAG 2.1.4). */
  oneLetterKeys: boolean
}

/** The shortcut a press means where it happened, or undefined; what was registered last wins. */
export function shortcutFor(
  event: KeyLike,
  place: PressPlace,
  shortcuts: readonly Shortcut[] = shortcutStore.get(),
): Shortcut | undefined {
  const keys = keysOf(event)
  const found = shortcuts.findLast((each) => each.keys === keys && (!place.dialogOpen || each.everywhere))
  if (!found) return undefined
  const oneLetter = [...keys].length === 1 || keys === 'Space'
  const plainKey = oneLetter || keys === 'Enter' || keys.startsWith('Arrow') || keys === 'Ctrl+Z'
  if (place.typing && plainKey) return undefined
  if (oneLetter && !place.oneLetterKeys) return undefined
  return found
}
