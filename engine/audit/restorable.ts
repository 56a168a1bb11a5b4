import { isDeepStrictEqual } from 'node:util'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { storedKey } from '../records/stored.ts'
import { isEmpty } from '../records/write/parse-values.ts'

/**
 * Lines that are gone come back as new ones. The log leaves out of a line what was empty there: of one that
 * is there still it is emptied again.
 */
export function restorable(before: unknown, now: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(now)) return before
  const known = new Map(now.map((line: { id?: unknown } | null) => [line?.id, line]))
  return before.map((line: unknown) => {
    if (typeof line !== 'object' || line === null) return line
    const { id, ...rest } = line as Record<string, unknown>
    const there = known.get(id)
    return there ? { ...emptied(there), ...line } : rest
  })
}

type Line = Readonly<Record<string, unknown>>

/**
 * Lines as they were, under the ids of those that are there: by these, or as they hold the same, where a line
 * went and came back meanwhile. Such a one keeps what lines did not have then. Null where nothing differs.
 */
export function linesSetBack(then: readonly Line[], now: readonly Line[]): readonly Line[] | null {
  const known = new Map(now.map((line) => [line['id'], line]))
  const free = new Set(now.filter(({ id }) => !then.some((line) => line['id'] === id)))
  const pairs = then.map((line) => {
    const there = known.get(line['id']) ?? [...free].find((one) => holdsTheSame(line, one))
    if (there) free.delete(there)
    return { line, there }
  })
  const isSame = ({ line, there }: (typeof pairs)[number], at: number) =>
    there !== undefined && there === now[at] && holdsTheSame(line, there)
  if (then.length === now.length && pairs.every(isSame)) return null
  return pairs.map(({ line: { id: _then, ...line }, there }) => (there ? { ...line, id: there['id'] } : line))
}

function holdsTheSame({ id: _then, ...line }: Line, there: Line): boolean {
  return Object.entries(line).every(([name, value]) => isDeepStrictEqual(value, there[name] ?? null))
}

function emptied(line: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(line).map((name) => [name, null]))
}

/** What was stored, as it is given to write a face of the record anew. */
export function faceInput(
  face: ResolvedObject,
  values: Record<string, unknown>,
  owner?: string,
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of face.fields.values()) {
    if (field.system || field.field.how === 'derived' || (owner ?? field.owner) !== field.owner) continue
    const value = values[storedKey(face, field)]
    if (!isEmpty(value)) input[field.name] = restorable(value, [])
  }
  return input
}
