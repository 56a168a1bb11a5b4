import { labelOf, type Language } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { baseOf } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import { facesOf } from '../schema/faces.ts'

/** What the fields of lines are called, by the field of a record that holds the lines, in whichever role. */
export type LineLabels = ReadonlyMap<string, ReadonlyMap<string, string>>

/** What the fields of the lines of an object's records are called in a language. */
export function lineLabels(model: ResolvedModel, object: ResolvedObject, language: Language): LineLabels {
  const fields = facesOf(model, baseOf(model, object)).flatMap((face) => [...face.fields.values()])
  return new Map(
    fields.flatMap((field) => {
      const owned = ownedLines(model, field)
      if (!owned) return []
      const labels = [...owned.object.fields.values()].map(
        (one) => [one.name, labelOf(one.field, language)] as const,
      )
      return [[field.name, new Map(labels)] as const]
    }),
  )
}
