import { labelOf, type DealingDeclaration, type Language } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { targetName } from '../catalog/target-name.ts'

/** A field that leads to a partner with states, and the kinds of business that one can have with it. */
export type BusinessField = {
  readonly field: string
  readonly label: string
  readonly kinds: readonly { readonly value: string; readonly label: string }[]
}

/** Which business the records of an object are, and which they could be, for who keeps the objects. */
export function describeDealings(
  model: ResolvedModel,
  object: ResolvedObject,
  language: Language,
): { readonly dealings: readonly DealingDeclaration[]; readonly business: readonly BusinessField[] } {
  const business = [...object.fields.values()].flatMap((field): BusinessField[] => {
    const target = field.column === null ? undefined : model.objects.get(targetName(field) ?? '')
    const states = target && model.objects.get(target.base)?.declaration.states
    if (!states) return []
    const kinds = states.kinds.map((kind) => ({ value: kind.value, label: labelOf(kind, language) }))
    return [{ field: field.name, label: labelOf(field.field, language), kinds }]
  })
  return { dealings: object.declaration.dealings ?? [], business }
}
