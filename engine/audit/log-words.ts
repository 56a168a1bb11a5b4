import { choiceLabelOf, fieldTypeOf, type Language } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'

/** A stored value as people read it: choices with their words. */
export function readableValue(field: ResolvedField, value: unknown, language: Language): unknown {
  if (typeof value === 'string' && fieldTypeOf(field.field).name === 'choice')
    return { value, title: choiceLabelOf(field.field, value, language) }
  return value
}

/** What one record of the object is called. */
export function labelsOfObject({ declaration }: ResolvedObject, language: Language): string {
  return (language === 'en' ? undefined : declaration.labels?.[language]?.[0]) ?? declaration.label
}
