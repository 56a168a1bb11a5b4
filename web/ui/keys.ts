/** A key press as `Ctrl+Shift+K` spells it: the modifiers in this order, then the key itself. */
export function keysOf(event: KeyLike): string {
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl')
  if (event.altKey) parts.push('Alt')
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  // `?` and `/` already hold the Shift that some keyboards need for them.
  if (event.shiftKey && (event.key.length > 1 || event.key === ' ' || /^[A-Z0-9]$/.test(key)))
    parts.push('Shift')
  return [...parts, key].join('+')
}

/** The same keys as people know them from their keyboard. */
export function keyLabels(keys: string, apple: boolean = isApple()): string {
  return keys
    .split('+')
    .map((key) => (apple ? (appleLabels[key] ?? labels[key]) : labels[key]) ?? key)
    .join(' ')
}

/** The value for aria-keyshortcuts. */
export function ariaKeys(keys: string): string {
  return keys.replace('Ctrl', isApple() ? 'Meta' : 'Control').replace('Space', 'Space')
}

export interface KeyLike {
  key: string
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
  shiftKey?: boolean
}

const labels: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
}

const appleLabels: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↵' }

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')
}
