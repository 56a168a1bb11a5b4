import { keysOf } from '../keys.ts'
import type { KeyLike } from '../keys.ts'

/** The cell under the cursor. Row −1 is the head. */
export interface Cursor {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows of one view, for PgUp and PgDn. */
  pageRows: number
}

/** What a key means in the grid. */
export type Intent =
  | { do: 'move'; to: Cursor }
  | { do: 'extend'; to: Cursor }
  | { do: 'enter' | 'openNew' | 'preview' | 'select' | 'selectAll' | 'copy' | 'leave' | 'menu' }
  | { do: 'edit'; typed?: string }

/** What a pressed key asks for, or null where the grid has no use for it and the page may have one. */
export function intentOf(event: KeyLike, at: Cursor, size: GridSize): Intent | null {
  const keys = keysOf(event)
  const moved = moves[keys]?.(at, size)
  if (moved) return { do: 'move', to: inside(moved, size) }
  const extended = extensions[keys]?.(at, size)
  if (extended) return { do: 'extend', to: inside(extended, { ...size }, 0) }
  const deed = deeds[keys]
  if (deed) return { do: deed }
  if (keys === 'F2') return { do: 'edit' }
  const types =
    event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
  return types && at.row >= 0 ? { do: 'edit', typed: event.key } : null
}

type Move = (at: Cursor, size: GridSize) => Cursor

const moves: Readonly<Record<string, Move>> = {
  ArrowUp: (at) => ({ ...at, row: at.row - 1 }),
  ArrowDown: (at) => ({ ...at, row: at.row + 1 }),
  ArrowLeft: (at) => ({ ...at, column: at.column - 1 }),
  ArrowRight: (at) => ({ ...at, column: at.column + 1 }),
  Home: (at) => ({ ...at, column: 0 }),
  End: (at, size) => ({ ...at, column: size.columns - 1 }),
  PageUp: (at, size) => ({ ...at, row: Math.max(0, at.row - size.pageRows) }),
  PageDown: (at, size) => ({ ...at, row: at.row + size.pageRows }),
  'Ctrl+Home': () => ({ row: 0, column: 0 }),
  'Ctrl+End': (_at, size) => ({ row: size.rows - 1, column: size.columns - 1 }),
  'Ctrl+ArrowUp': (at) => ({ ...at, row: 0 }),
  'Ctrl+ArrowDown': (at, size) => ({ ...at, row: size.rows - 1 }),
}

const extensions: Readonly<Record<string, Move>> = {
  'Shift+ArrowUp': (at) => ({ ...at, row: at.row - 1 }),
  'Shift+ArrowDown': (at) => ({ ...at, row: at.row + 1 }),
  'Shift+PageUp': (at, size) => ({ ...at, row: at.row - size.pageRows }),
  'Shift+PageDown': (at, size) => ({ ...at, row: at.row + size.pageRows }),
}

const deeds: Readonly<Record<string, Exclude<Intent['do'], 'move' | 'extend' | 'edit'>>> = {
  Enter: 'enter',
  'Ctrl+Enter': 'openNew',
  Space: 'preview',
  'Shift+Space': 'select',
  'Ctrl+A': 'selectAll',
  'Ctrl+C': 'copy',
  Escape: 'leave',
  'Alt+ArrowDown': 'menu',
  ContextMenu: 'menu',
  'Shift+F10': 'menu',
}

function inside(at: Cursor, size: GridSize, least = -1): Cursor {
  return {
    row: Math.max(least, Math.min(size.rows - 1, at.row)),
    column: Math.max(0, Math.min(size.columns - 1, at.column)),
  }
}
