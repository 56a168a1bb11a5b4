import { createStore } from '../ui/store.ts'

/** A record that was opened in this browser, as it is called in lists of what was opened. */
export interface Opened {
  path: string
  id: string
  title: string
  /** The word for what it is: Customer. */
  kind: string
  person: boolean
  /** Whether it is a partner, who has a monogram. */
  partner: boolean
  at: string
}

const KEY = 'kontor.opened'
const most = 12

/** What one opened lately in this browser, the latest first; it goes with sign-out. */
export const openedLately = createStore<{ user: string; items: readonly Opened[] }>(read())

/** Remembers that somebody opened a record; what somebody else opened here is forgotten. */
export function rememberOpened(user: string, opened: Omit<Opened, 'at'>): void {
  openedLately.set((now) => {
    const others = now.user === user ? now.items.filter(({ id }) => id !== opened.id) : []
    return { user, items: [{ ...opened, at: new Date().toISOString() }, ...others].slice(0, most) }
  })
  try {
    localStorage.setItem(KEY, JSON.stringify(openedLately.get()))
  } catch {
    // A private window or a full disk forbids keeping; the list then lasts until the page is left.
  }
}

/** Forgets a record that is not there any more, or all of them. */
export function forgetOpened(id?: string): void {
  openedLately.set((now) => ({ ...now, items: id ? now.items.filter((one) => one.id !== id) : [] }))
  try {
    if (id) localStorage.setItem(KEY, JSON.stringify(openedLately.get()))
    else localStorage.removeItem(KEY)
  } catch {
    // Where nothing can be kept, nothing was kept.
  }
}

function read(): { user: string; items: readonly Opened[] } {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null')
    if (typeof kept === 'object' && kept !== null && Array.isArray((kept as { items?: unknown }).items))
      return kept as { user: string; items: readonly Opened[] }
  } catch {
    // Damaged or forbidden storage is no reason not to start.
  }
  return { user: '', items: [] }
}
