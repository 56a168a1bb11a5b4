import type { ImportField } from './import-api.ts'

/** What a field is called where lines have a name of their own before it. */
export function importFieldLabel(fields: readonly ImportField[], name: string | null): string {
  const field = fields.find((one) => one.field === name)
  if (!field) return name ?? ''
  return field.group ? `${field.group}: ${field.label}` : field.label
}
