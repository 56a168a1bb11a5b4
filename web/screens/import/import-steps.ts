import type {
  ColumnMapping,
  FileColumn,
  ImportCounts,
  ImportField,
  ImportState,
  ImportView,
  Mode,
} from './import-api.ts'

export const steps = ['file', 'columns', 'check', 'run', 'result'] as const
export type Step = (typeof steps)[number]

/** The step that an import stands at: the furthest that its state allows. */
export function stepOf(state: ImportState, hasChange: boolean): Step {
  switch (state) {
    case 'uploaded':
      return 'file'
    case 'mapped':
      return 'columns'
    case 'checking':
    case 'checked':
      return 'check'
    case 'running':
      return 'run'
    case 'failed':
      return hasChange ? 'run' : 'check'
    case 'cancelled':
      return hasChange ? 'run' : 'columns'
    case 'done':
    case 'undoing':
    case 'undone':
      return 'result'
  }
}

/** The step in the address where one may be there, else the one that the import stands at. */
export function shownStep(asked: Step | undefined, state: ImportState, hasChange: boolean): Step {
  const at = stepOf(state, hasChange)
  if (asked === undefined || asked === at) return at
  // Once something is written, the file is no longer read another way.
  if (at === 'run' || at === 'result') return at
  if (asked === 'columns') return state === 'checking' ? at : 'columns'
  return steps.indexOf(asked) < steps.indexOf(at) && state !== 'checking' ? asked : at
}

/** How many rows a run would write. */
export function toWrite(counts: ImportCounts): number {
  return Math.max(0, counts.create + counts.update + counts.role + counts.join)
}

/** Columns as they are mapped: in the order of the file, those without a field last. */
export function mappedFirst(
  columns: readonly FileColumn[],
  mapping: readonly ColumnMapping[],
): { column: FileColumn; mapped: ColumnMapping }[] {
  const rows = columns.map((column) => ({ column, mapped: mappingOf(mapping, column.index) }))
  return [
    ...rows.filter(({ mapped }) => mapped.field !== null),
    ...rows.filter(({ mapped }) => mapped.field === null),
  ]
}

export function mappingOf(mapping: readonly ColumnMapping[], column: number): ColumnMapping {
  return (
    mapping.find((one) => one.column === column) ?? {
      column,
      field: null,
      certainty: 'none',
      by: null,
      values: {},
      missing: 'refuse',
    }
  )
}

/** A field goes to one column only: the column that had it before gives it up. */
export function remapped(
  mapping: readonly ColumnMapping[],
  column: number,
  field: string | null,
): { column: number; field: string | null }[] {
  const before =
    field === null ? undefined : mapping.find((one) => one.field === field && one.column !== column)
  return [...(before ? [{ column: before.column, field: null }] : []), { column, field }]
}

/** Fields by which a row can find its record: only those that a column goes to. */
export function keyChoices(fields: readonly ImportField[], mapping: readonly ColumnMapping[]): ImportField[] {
  return fields.filter(({ key, field }) => key && mapping.some((one) => one.field === field))
}

/**
 * Why it cannot be checked yet, as a code of a sentence; null where it can. Where records may be changed too,
 * a row that finds its own needs no more than what it changes.
 */
export function notYet(
  view: Pick<ImportView, 'mapping' | 'mode' | 'key' | 'required'>,
): 'nothingMapped' | 'keyMissing' | 'obligatoryMissing' | null {
  if (view.mapping.every(({ field }) => field === null)) return 'nothingMapped'
  if (view.mode !== 'create' && view.key === null) return 'keyMissing'
  if (view.mode === 'create' && view.required.length > 0) return 'obligatoryMissing'
  return null
}

/** The key is kept only where the mode asks for one. */
export function changedMode(mode: Mode, key: string | null, choices: readonly ImportField[]): object {
  if (mode === 'create') return { mode, key: null }
  return { mode, key: key ?? choices[0]?.field ?? null }
}

/** Seconds in the unit that a person would say. */
export function restOf(seconds: number): { unit: 'seconds' | 'minutes'; count: number } {
  return seconds < 90
    ? { unit: 'seconds', count: Math.max(1, seconds) }
    : { unit: 'minutes', count: Math.round(seconds / 60) }
}

/** The columns beside a problem: what names the row, the column at fault, then the others that are mapped. */
export function shownColumns(
  columns: readonly FileColumn[],
  mapping: readonly ColumnMapping[],
  fault: number | null,
): FileColumn[] {
  const mapped = columns.filter(({ index }) => mappingOf(mapping, index).field !== null || index === fault)
  const first =
    mapped.find(({ index }) => /(^|\.)(name|title)$/i.test(mappingOf(mapping, index).field ?? '')) ??
    mapped[0]
  const wanted = [first, mapped.find(({ index }) => index === fault), ...mapped]
  return [...new Set(wanted.flatMap((column) => column ?? []))]
}
