import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'

type Values = Readonly<Record<string, unknown>>

/** A record that values name, and as what: under the object that the field asks for. */
export type Named = { readonly id: string; readonly as: string }

/** The records that values of a face name: by references, in lists of them, and in lines. */
export function namedIn(model: ResolvedModel, face: ResolvedObject, values: Values): Named[] {
  return [...face.fields.values()].flatMap((field) => namedBy(model, field, values[field.name] ?? null))
}

function namedBy(model: ResolvedModel, field: ResolvedField, value: unknown): Named[] {
  if (value === null) return []
  const as = targetOf(field)
  if (as !== null) return [value].flat().flatMap((id: unknown) => (typeof id === 'string' ? { id, as } : []))
  const owned = ownedLines(model, field)
  if (!owned || !Array.isArray(value)) return []
  return value.flatMap((line: Values | null) => (line === null ? [] : namedIn(model, owned.object, line)))
}

/** Values of a face without those that name one of some records, and these. */
export function partedByNames(
  model: ResolvedModel,
  face: ResolvedObject,
  values: Values,
  isOne: (named: Named) => boolean,
): { readonly first: Record<string, unknown>; readonly rest: Record<string, unknown> } {
  const isNaming = ([name, value]: [string, unknown]) => {
    const field = face.fields.get(name)
    return field !== undefined && namedBy(model, field, value).some(isOne)
  }
  const all = Object.entries(values)
  return {
    first: Object.fromEntries(all.filter((one) => !isNaming(one))),
    rest: Object.fromEntries(all.filter(isNaming)),
  }
}
