import { createHash } from 'node:crypto'

export type PreparedNames = {
  /** The name under which a statement is prepared, or undefined where it is not worth preparing (yet). */
  nameOf(text: string, label: string): string | undefined
  /** Makes the statement be prepared anew. */
  forget(text: string): void
}

type Known = { uses: number; name: string | undefined; generation: number }

const limit = 1_000

/**
 * Decides which statements are prepared, and under which names. Filters that people make up are endless,
 * so only a statement that comes a second time is prepared, and those that were not used for long are
 * forgotten.
 */
export function preparedNames(): PreparedNames {
  const known = new Map<string, Known>()
  // One count for all: a statement that was dropped from memory must not come back under a name of its past.
  let generation = 0
  return {
    nameOf(text, label) {
      const found = known.get(text) ?? { uses: 0, name: undefined, generation }
      found.uses += 1
      // A map keeps the order of insertion, so the least recently used comes first.
      known.delete(text)
      known.set(text, found)
      if (known.size > limit) known.delete(known.keys().next().value as string)
      if (found.uses < 2) return undefined
      return (found.name ??= hashed(text, label, found.generation))
    },
    forget(text) {
      const found = known.get(text)
      if (!found) return
      found.name = undefined
      found.generation = ++generation
    },
  }
}

function hashed(text: string, label: string, generation: number): string {
  const hash = createHash('sha256').update(`${generation} ${text}`).digest('base64url').slice(0, 22)
  return `${label.replaceAll(/\W/g, '_').slice(0, 30)} ${hash}`
}
