/** A draft as it is kept: what was entered, and when. */
export interface KeptDraft<T> {
  value: T
  /** RFC 3339, UTC. */
  at: string
}

const PREFIX = 'kontor.draft.'

type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** What was kept under the key, or null: nothing, damaged, or older than so many days. */
export function readDraft<T>(
  key: string,
  keeper: Keeper | undefined = keeperOf(),
  days = 30,
): KeptDraft<T> | null {
  try {
    const text = keeper?.getItem(PREFIX + key)
    if (!text) return null
    const kept = JSON.parse(text) as KeptDraft<T>
    return Date.now() - Date.parse(kept.at) < days * 86_400_000 ? kept : null
  } catch {
    // A damaged draft is no draft; the entry starts empty.
    return null
  }
}

/** Keeps a draft in this browser, and says when; null where the browser forbids it. */
export function keepDraft<T>(key: string, value: T, keeper: Keeper | undefined = keeperOf()): string | null {
  const at = new Date().toISOString()
  try {
    keeper?.setItem(PREFIX + key, JSON.stringify({ value, at }))
    return keeper ? at : null
  } catch {
    // A full or forbidden storage loses nothing on the page itself; the warning on leaving still holds.
    return null
  }
}

export function dropDraft(key: string, keeper: Keeper | undefined = keeperOf()) {
  keeper?.removeItem(PREFIX + key)
}

/** All drafts that are kept here, as text. */
export function draftsHolding(keeper: Keeper | undefined = keeperOf()): { key: string; text: string }[] {
  if (!keeper) return []
  return Array.from({ length: keeper.length }, (_, index) => keeper.key(index)).flatMap((key) =>
    key?.startsWith(PREFIX) ? [{ key: key.slice(PREFIX.length), text: keeper.getItem(key) ?? '' }] : [],
  )
}

/** Signing out leaves nothing of the firm's in the browser. */
export function dropAllDrafts(keeper: Keeper | undefined = keeperOf()) {
  if (!keeper) return
  const keys = Array.from({ length: keeper.length }, (_, index) => keeper.key(index))
  for (const key of keys) if (key?.startsWith(PREFIX)) keeper.removeItem(key)
}

function keeperOf(): Keeper | undefined {
  return globalThis.localStorage
}
