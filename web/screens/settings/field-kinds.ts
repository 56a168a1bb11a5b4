/** The kinds of fields that have words of their own here; others are called by their key. */
export const fieldKinds = [
  'text',
  'longText',
  'integer',
  'decimal',
  'money',
  'percent',
  'yesNo',
  'day',
  'instant',
  'choice',
  'choices',
  'tags',
  'reference',
  'references',
  'collection',
  'email',
  'phone',
  'webAddress',
  'postalAddress',
  'taxNumber',
  'bankAccount',
  'file',
  'image',
  'sequenceNumber',
  'formula',
  'code',
] as const

export type FieldKind = (typeof fieldKinds)[number]

export function isFieldKind(type: string): type is FieldKind {
  return (fieldKinds as readonly string[]).includes(type)
}
