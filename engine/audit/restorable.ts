import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { storedKey } from '../records/stored.ts'
import { isEmpty } from '../records/write/parse-values.ts'

/** Lines that are gone come back as new ones. */
export function restorable(before: unknown, now: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(now)) return before
  const known = new Set(now.map((line: { id?: unknown }) => line?.id))
  return before.map((line: unknown) => {
    if (typeof line !== 'object' || line === null || known.has((line as { id?: unknown }).id)) return line
    const { id: _gone, ...rest } = line as Record<string, unknown>
    return rest
  })
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
