import type { ReactNode } from 'react'
import type { LucideIcon } from '../ui/icon.tsx'
import { createStore } from '../ui/store.ts'
import type { Marks } from '../ui/text-marks.ts'

/** One line of the palette. */
export interface PaletteItem {
  key: string
  label: string
  icon?: LucideIcon
  /** Drawn in the icon's place, such as a monogram. */
  mark?: ReactNode
  /** Behind the label in grey: city, roles, the Latin form. */
  aside?: string
  /** At the right end: a number. */
  code?: string
  keys?: string
  /** Places in the label that were found, where the server says; else they are sought here. */
  marks?: Marks | undefined
  /** Where it leads; Ctrl+Enter opens it in a new window. */
  href?: string
  run?: () => void
  /** What else can be done with it: the right arrow opens them. */
  actions?: (signal: AbortSignal) => Promise<readonly PaletteItem[]>
  /** Why it cannot be chosen now. */
  reason?: string
  /** More words it is found by. */
  words?: string
}

export interface PaletteSection {
  key: string
  label: string
  items: readonly PaletteItem[]
}

/** What a page adds while it is open: its own commands. */
export interface PaletteSource {
  key: string
  label: string
  items: readonly PaletteItem[]
}

/** Finds records by what was typed. */
export type RecordSearch = (typed: string, signal: AbortSignal) => Promise<readonly PaletteSection[]>

export const paletteOpen = createStore(false)
export const paletteSources = createStore<readonly PaletteSource[]>([])
export const recordSearch = createStore<{ search: RecordSearch | null }>({ search: null })

export function openPalette() {
  if (!paletteOpen.get()) ahead.begin()
  paletteOpen.set(true)
}

/** What was typed since it was opened, before its field was there: the first time its code comes late. */
export function typedAhead(): string {
  return ahead.end()
}

/** The commands that hold all words typed, those that begin with the first word before the others. */
export function commandsFor(sources: readonly PaletteSource[], typed: string): PaletteSection[] {
  const words = typed.toLowerCase().trim().split(/\s+/).filter(Boolean)
  const sections: PaletteSection[] = []
  for (const source of sources) {
    const found = source.items
      .map((item) => ({ item, text: `${item.label} ${item.aside ?? ''} ${item.words ?? ''}`.toLowerCase() }))
      .filter(({ text }) => words.every((word) => text.includes(word)))
      .sort(
        (one, other) =>
          Number(!one.text.startsWith(words[0] ?? '')) - Number(!other.text.startsWith(words[0] ?? '')),
      )
      .map(({ item }) => item)
    if (found.length > 0) sections.push({ key: source.key, label: source.label, items: found })
  }
  return sections
}

const ahead = {
  typed: '',
  begin() {
    this.typed = ''
    window.addEventListener('keydown', takeKey, { capture: true })
  },
  end() {
    window.removeEventListener('keydown', takeKey, { capture: true })
    const { typed } = this
    this.typed = ''
    return typed
  },
}

function takeKey(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape') {
    ahead.end()
    paletteOpen.set(false)
  } else if (event.key === 'Backspace') ahead.typed = ahead.typed.slice(0, -1)
  else if ([...event.key].length === 1) ahead.typed += event.key
  else return
  event.preventDefault()
  event.stopPropagation()
}
