import type { ResolvedField, ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { ownedLines } from './lines.ts'
import type { Draft, Line } from './draft.ts'

/**
 * A field that is the main line of a collection: declared as `mirrors: { lines: 'emails', field: 'email' }`.
 * Writing either writes both. The lines mark the main one by their yes/no field `main`.
 */
type Mirror = { readonly field: ResolvedField; readonly line: ResolvedField }
export type MirroredLines = {
  readonly lines: ResolvedField
  readonly main: ResolvedField
  readonly mirrors: readonly Mirror[]
}

/** The collections of an object that fields mirror. */
export function mirroredLines(model: ResolvedModel, object: ResolvedObject): MirroredLines[] {
  const byLines = new Map<ResolvedField, Mirror[]>()
  for (const field of object.fields.values()) {
    const declared = field.field['mirrors'] as { lines: string; field: string } | undefined
    const lines = declared && object.fields.get(declared.lines)
    const line = lines && ownedLines(model, lines)?.object.fields.get(declared.field)
    if (lines && line) byLines.set(lines, [...(byLines.get(lines) ?? []), { field, line }])
  }
  return [...byLines].flatMap(([lines, mirrors]) => {
    const main = ownedLines(model, lines)?.object.fields.get('main')
    return main ? [{ lines, main, mirrors }] : []
  })
}

/** Whether a draft touches the collection, itself or by a field that mirrors it. */
export function touchesMirror(draft: Draft, mirrored: MirroredLines): boolean {
  return draft.lines.has(mirrored.lines) || mirrored.mirrors.some(({ field }) => draft.values.has(field))
}

/** Brings the main line and the fields that mirror it in step. `before` are the lines stored now. */
export function applyMirrors(draft: Draft, mirrored: MirroredLines, before: readonly Line[]): void {
  const given = mirrored.mirrors.filter(({ field }) => draft.values.has(field))
  const lines = [...(draft.lines.get(mirrored.lines) ?? before)].map((line) => ({
    ...line,
    values: new Map(line.values),
  }))
  const named = lines.findIndex((line) => line.values.get(mirrored.main) === true)
  let main = named === -1 && (draft.lines.has(mirrored.lines) || given.length > 0) ? 0 : named
  if (given.length > 0) main = setMain(draft, lines, main, given)
  lines.forEach((line, at) => line.values.set(mirrored.main, at === main))
  for (const { field, line } of mirrored.mirrors)
    draft.values.set(field, lines[main]?.values.get(line) ?? null)
  draft.lines.set(mirrored.lines, lines)
}

/**
 * Writes the given fields into the main line; one that then says nothing goes. Returns where the main line
 * is.
 */
function setMain(draft: Draft, lines: Line[], at: number, given: readonly Mirror[]): number {
  const main = lines[at]
  if (!main) {
    if (given.every(({ field }) => draft.values.get(field) === null)) return -1
    lines.unshift({
      id: null,
      values: new Map(given.map(({ field, line }) => [line, draft.values.get(field)])),
    })
    return 0
  }
  for (const { field, line } of given) main.values.set(line, draft.values.get(field) ?? null)
  // What a line holds by default (its purpose) is not something that anybody said of it.
  const saysNothing = [...main.values].every(
    ([field, value]) => value === null || field.field.default !== undefined,
  )
  // An e-mail line without its e-mail is nothing, whatever purpose it names.
  const lacksItsPoint = given.some(
    ({ line }) => line.field.how === 'required' && main.values.get(line) === null,
  )
  if (!saysNothing && !lacksItsPoint) return at
  lines.splice(at, 1)
  return -1
}
