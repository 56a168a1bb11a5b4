import type { Field, FieldType } from '#model'

/**
 * The object that a field leads to: by a reference, a list of references, or lines; null where it leads
 * nowhere.
 */
export function targetName({
  field,
  type,
}: {
  readonly field: Field
  readonly type: FieldType
}): string | null {
  const value = type.valueType(field)
  if (value.kind === 'lines') return value.of
  if (value.kind === 'reference') return value.to
  return value.kind === 'list' && typeof value.of === 'object' ? value.of.reference : null
}
