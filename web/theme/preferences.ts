import { createStore } from '../ui/store.ts'

/** What one person chose for this browser: it needs no server and holds before sign-in. */
export interface Preferences {
  theme: 'light' | 'dark' | 'system'
  textSize: 'normal' | 'large'
  rowHeight: 'comfortable' | 'compact'
  language: string | null
  /** Who chose the language, and what their own setting was then; null where nobody was signed in. */
  languageBy: string | null
  railFolded: boolean
  oneLetterKeys: boolean
}

const KEY = 'kontor.preferences'

const usual: Preferences = {
  theme: 'system',
  textSize: 'normal',
  rowHeight: 'comfortable',
  language: null,
  languageBy: null,
  railFolded: false,
  oneLetterKeys: true,
}

export const preferences = createStore<Preferences>(read())

preferences.subscribe(() => {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences.get()))
  } catch {
    // A private window or a full disk forbids keeping; the choice then lasts until the page is left.
  }
})

function read(): Preferences {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '{}')
    return { ...usual, ...(kept as Partial<Preferences>) }
  } catch {
    // Damaged or forbidden storage is no reason not to start.
    return usual
  }
}
