import { createContext, useContext } from 'react'

/** What the frame around every page needs to know; the server cuts it to what one may see. */
export interface Shell {
  /** The group of companies, or the only company. */
  groupName: string
  companies: readonly { id: string; name: string }[]
  /** Who looks through the eyes of `me`, to read only; null where they are one's own. */
  seenBy: { name: string; until: string } | null
  me: { id: string; name: string; email: string; post?: string | undefined; administrator: boolean }
  /** The posts that one holds today, and some of those who decide on rights: what a closed page says. */
  decides: { posts: readonly string[]; people: readonly string[] }
  /** The groups of the rail, as the post's menu says. */
  menu: readonly MenuGroup[]
  /** The objects one may add, for New on the phone and in the palette. */
  creates: readonly { path: string; label: string; icon: string }[]
  /** What the phone's bar shows left and right of New: four keys of entries, else the first of the menu. */
  phone?: readonly string[] | undefined
  /** How many records others opened to one, and how many of them one has not seen yet. */
  shared: number
  unread: number
  mayImport: boolean
  /** Whether one may be told what is held of people, and whether one may erase it. */
  personal: { report: boolean; erase: boolean }
  settings: readonly MenuGroup[]
}

export interface MenuGroup {
  key: string
  /** Empty for the first group, which needs no name. */
  label: string
  items: readonly MenuEntry[]
}

export interface MenuEntry {
  key: string
  label: string
  /** A name of the icon set, as the catalog gives it. */
  icon: string
  href: string
  count?: number | undefined
  /** Unread: drawn in ink. */
  fresh?: boolean
}

/** The chosen company, or null for the whole group; lists and entry ask it. */
export interface CompanyChoice {
  company: string | null
  choose: (company: string | null) => void
}

export const ShellContext = createContext<(Shell & CompanyChoice) | null>(null)

/** What the frame knows. Only pages inside the frame may ask. */
export function useShell(): Shell & CompanyChoice {
  const shell = useContext(ShellContext)
  if (!shell) throw new Error('This page stands outside the frame and has no shell to ask.')
  return shell
}
