import { createHash } from 'node:crypto'

const longest = 63

/**
 * A name for an index or constraint made of words; one that PostgreSQL would cut keeps its start and gets
 * a hash.
 */
export function databaseName(...words: readonly string[]): string {
  const name = words.join('_')
  if (name.length <= longest) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  const end = words.at(-1) ?? ''
  return `${name.slice(0, longest - hash.length - end.length - 2)}_${hash}_${end}`
}

/** A name as SQL text. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
