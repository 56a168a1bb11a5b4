import { guessColumns, shareTaken, type ColumnGuess } from '#import'
import type { TextStyle } from '#model'
import { fieldErrors } from '../errors.ts'
import type { TableColumn } from '../table-files/index.ts'
import { guessable, type Target } from './targets.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

/** How one column of a file is read. */
export type ColumnMapping = {
  readonly column: number
  /** Null: the column is left out. */
  readonly field: string | null
  readonly certainty: ColumnGuess['certainty']
  readonly by: 'guess' | 'saved' | 'person' | null
  /** What to read instead of a text of the file; '' for nothing. */
  readonly values: Readonly<Record<string, string>>
  /** What to do with the name of a record that does not exist. */
  readonly missing: 'refuse' | 'create' | 'empty'
}

/** A mapping as a person or a program gives it. */
export type MappingInput = {
  readonly column?: unknown
  readonly header?: unknown
  readonly field?: unknown
  readonly values?: unknown
  readonly missing?: unknown
}

/** Guesses where each column goes, from its heading and what stands in it. */
export function guessedMapping(
  columns: readonly TableColumn[],
  targets: readonly Target[],
  style: TextStyle,
): ColumnMapping[] {
  const guesses = guessColumns({
    headers: columns.map((column) => column.header),
    samples: columns.map((column) => column.samples),
    fields: guessable(targets),
    style,
  })
  return guesses.map(({ column, field, certainty }) => ({
    column,
    field,
    certainty,
    by: field === null ? null : 'guess',
    values: {},
    missing: 'refuse',
  }))
}

/** The mapping and the key without fields that are none of these: whoever looks may not bring them in. */
export function cutMapping(
  { mapping, key }: { readonly mapping: readonly ColumnMapping[]; readonly key: string | null },
  targets: readonly Target[],
): { mapping: ColumnMapping[]; key: string | null } {
  const isKnown = (name: string | null) => targets.some((target) => target.name === name)
  return {
    mapping: mapping.map((one) =>
      one.field === null || isKnown(one.field)
        ? one
        : { ...one, field: null, by: null, certainty: 'guess', values: {} },
    ),
    key: isKnown(key) ? key : null,
  }
}

/** What takes a few words that everybody knows: how others read theirs is of use, and tells of nobody. */
const ofKnownWords: ReadonlySet<string> = new Set(['choice', 'choices', 'yesNo', 'code'])

/** Whether the column goes to a field of which the words are known. */
export function hasKnownWords({ field }: ColumnMapping, targets: readonly Target[]): boolean {
  const target = targets.find(({ name }) => name === field)
  return target !== undefined && ofKnownWords.has(target.field.field.type)
}

/** Whether the cells of a column read as the field that it goes to, for the better part. */
export function cellsRead(
  samples: readonly string[],
  { field, values }: ColumnMapping,
  targets: readonly Target[],
  style: TextStyle,
): boolean {
  const target = targets.find(({ name }) => name === field)
  if (!target) return field === null
  const read = samples.map((text) => values[text] ?? text)
  return shareTaken(read, target.field.field, style) >= 0.3
}

/**
 * Takes a mapping as it was given; columns that are not named stay as they were. Throws a 422 naming what is
 * wrong.
 */
export function givenMapping(
  given: unknown,
  before: readonly ColumnMapping[],
  columns: readonly TableColumn[],
  targets: readonly Target[],
): ColumnMapping[] {
  if (!Array.isArray(given) || given.length > 1000)
    throw fault('mapping', said('Give the mapping as a list of columns with their fields.'))
  const byColumn = new Map(before.map((one) => [one.column, one]))
  given.forEach((one: unknown, at) => {
    if (typeof one !== 'object' || one === null)
      throw fault(`mapping[${at}]`, said('Give each column as an object.'))
    const next = oneMapping(one as MappingInput, `mapping[${at}]`, byColumn, columns, targets)
    byColumn.set(next.column, next)
  })
  const all = columns.flatMap((column) => byColumn.get(column.index) ?? [])
  refuseRepeated(all)
  return all
}

/** The headings of a file as one text, by which a mapping is found again. */
export function signatureOf(columns: readonly TableColumn[]): string {
  return JSON.stringify(columns.map(({ header }) => header.trim().toLowerCase()))
}

function oneMapping(
  given: MappingInput,
  at: string,
  known: ReadonlyMap<number, ColumnMapping>,
  columns: readonly TableColumn[],
  targets: readonly Target[],
): ColumnMapping {
  const column = columnOf(given, at, columns)
  const before = known.get(column)
  const field = given.field === undefined ? (before?.field ?? null) : given.field
  if (field !== null && !targets.some(({ name }) => name === field)) {
    throw fault(
      `${at}.field`,
      said('There is no field “{name}” that you may import into. Pick one from the list.', {
        name: String(field).slice(0, 80),
      }),
    )
  }
  const missing = given.missing ?? before?.missing ?? 'refuse'
  if (missing !== 'refuse' && missing !== 'create' && missing !== 'empty') {
    throw fault(
      `${at}.missing`,
      said('What is missing is refused, created or left empty: “refuse”, “create” or “empty”.'),
    )
  }
  const values = given.values === undefined ? (before?.values ?? {}) : valuesOf(given.values, at)
  const same = before !== undefined && before.field === field
  return {
    column,
    field: field as string | null,
    certainty: same ? before.certainty : 'certain',
    by: same ? before.by : 'person',
    values,
    missing,
  }
}

function columnOf(given: MappingInput, at: string, columns: readonly TableColumn[]): number {
  if (typeof given.column === 'number' && columns.some(({ index }) => index === given.column))
    return given.column
  const name = typeof given.header === 'string' ? given.header : given.column
  const found = columns.find(({ header }) => header === name)
  if (found) return found.index
  throw fault(
    `${at}.column`,
    said('There is no such column in the file. Name it by its place, counted from 0, or by its heading.'),
  )
}

function valuesOf(given: unknown, at: string): Record<string, string> {
  const entries =
    typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : null
  if (!entries || entries.length > 10_000 || entries.some(([, to]) => typeof to !== 'string')) {
    throw fault(
      `${at}.values`,
      said('Give what to read instead of each text: { "text of the file": "text to read" }.'),
    )
  }
  return Object.fromEntries(entries as [string, string][])
}

function refuseRepeated(mapping: readonly ColumnMapping[]): void {
  const seen = new Set<string>()
  for (const { field, column } of mapping) {
    if (field === null) continue
    if (seen.has(field))
      throw fault(
        `mapping[${column}].field`,
        said('Two columns go to {field}. Leave one of them out.', { field }),
      )
    seen.add(field)
  }
}

function fault(field: string, message: Sentence) {
  return fieldErrors([{ field, code: 'mapping', message }])
}
