import type { Field } from '../declaration.ts'
import type { FieldType } from '../field-type.ts'

/**
 * The deeper check that a field's values get after parsing, and the sibling field that says of which country.
 */
export function checkOf(
  field: Field,
  type: FieldType,
): { readonly kind: NonNullable<FieldType['check']>; readonly country: string | null } | undefined {
  if (type.check === undefined) return undefined
  const kind =
    type.check === 'tax-number' && field['check'] === 'company-number' ? 'company-number' : type.check
  const { country } = field
  return { kind, country: typeof country === 'string' ? country : null }
}
