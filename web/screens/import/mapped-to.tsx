import type { ImportField, ImportView } from './import-api.ts'
import { importFieldLabel } from './import-field-label.ts'

interface MappedToProps {
  view: ImportView
  fields: readonly ImportField[]
  column: number
  header: string
}

/** The field that a column goes to, where its name is another one. */
export function MappedTo({ view, fields, column, header }: MappedToProps) {
  const name = view.mapping.find((one) => one.column === column)?.field
  const label = name ? importFieldLabel(fields, name) : ''
  if (label === '' || label.toLowerCase() === header.trim().toLowerCase()) return null
  return <span className="import-goes"> → {label}</span>
}
