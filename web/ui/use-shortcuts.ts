import { useEffect, useRef } from 'react'
import { preferences } from '../theme/preferences.ts'
import { registerShortcuts, shortcutFor } from './shortcut-store.ts'
import type { Shortcut } from './shortcut-store.ts'

/** Gives the page these keys while it is shown; `key` changes when the set of keys does. */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const shape = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n')
  useEffect(() => {
    const stable = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }))
    return registerShortcuts(stable)
  }, [shape])
}

/** Listens for the keys of the page; the frame does it once. */
export function useShortcutListener() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const shortcut = shortcutFor(event, placeOf(event.target))
      if (!shortcut) return
      event.preventDefault()
      shortcut.run()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

function placeOf(target: EventTarget | null) {
  const element = target instanceof HTMLElement ? target : null
  const typing =
    element?.closest(
      'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox], [role=listbox], [role=menu]',
    ) != null
  return {
    typing,
    dialogOpen: document.querySelector('dialog[open]') !== null,
    oneLetterKeys: preferences.get().oneLetterKeys,
  }
}
