import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { notFound, sentenceOf, type FieldError } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { resolveReferences, targetOf } from '../records/write/references.ts'
import { writeRecords } from '../records/write/write-records.ts'
import type { MappedColumn, ReadRow, RowReader } from './read-rows.ts'
import { said } from '../said/said.ts'
import { calledSmall } from '../said/called.ts'
import { words } from '../said/sayer.ts'
import type { Language } from '#model'

/** A name that a file uses for a record that is not there, and how many rows use it. */
export type Wanted = { readonly object: string; readonly title: string; rows: number }

/** Turns the names that a file uses for other records into their ids, and makes those that are wanted. */
export type References = {
  settle(door: Door, rows: readonly ReadRow[]): Promise<void>
  /** Records that would be made: by the check, which makes none. */
  wanted(): Wanted[]
}

type Settled =
  | { readonly id: string }
  | { readonly error: FieldError }
  | { readonly empty: true }
  | { readonly tie: string }

/** How many names are remembered; beyond that they are looked up anew. */
const mostRemembered = 50_000

/**
 * `make`: missing records are created where that was chosen; else they are only counted. A record of the
 * imported
 * object itself (`within`) that is missing may be another row of the file.
 */
export function references(reader: RowReader, make: boolean, within: ResolvedObject): References {
  const columns = reader.columns.filter(
    ({ target }) => target.lines === null && targetOf(target.field) !== null && isOne(target.field),
  )
  const known = new Map<string, Settled>()
  const wanted = new Map<string, Wanted>()
  return {
    wanted: () => [...wanted.values()],
    async settle(door, rows) {
      if (known.size > mostRemembered) known.clear()
      for (const column of columns) await learn(door, column, rows, known, { make, within })
      for (const row of rows)
        for (const column of columns) replace(row, column, known, wanted, reader.language)
    },
  }
}

function isOne(field: ResolvedField): boolean {
  return field.type.valueType(field.field).kind === 'reference'
}

async function learn(
  door: Door,
  column: MappedColumn,
  rows: readonly ReadRow[],
  known: Map<string, Settled>,
  how: How,
): Promise<void> {
  const { field } = column.target
  const open = new Map<string, unknown>()
  for (const row of rows) {
    const value = row.values[field.name]
    if (value === null || value === undefined) continue
    const key = keyOf(column, value)
    if (!known.has(key)) open.set(key, value)
  }
  if (open.size === 0) return
  const asked = [...open].map(([key, value]) => ({
    key,
    values: new Map([[field, value]]),
    errors: [] as FieldError[],
  }))
  await resolveReferences(door, asked)
  for (const { key, values, errors } of asked) {
    const [error] = errors
    known.set(
      key,
      error ? await missing(door, column, open.get(key), error, how) : { id: String(values.get(field)) },
    )
  }
}

type How = { readonly make: boolean; readonly within: ResolvedObject }

async function missing(
  door: Door,
  column: MappedColumn,
  value: unknown,
  error: FieldError,
  { make, within }: How,
): Promise<Settled> {
  const title = titleOf(value)
  const object = door.model.objects.get(targetOf(column.target.field) ?? '')
  if (error.code !== 'noSuchRecord' || title === null || !object) return { error }
  if (column.mapping.missing === 'empty') return { empty: true }
  if (object.base === within.base) return { tie: title }
  if (column.mapping.missing === 'refuse') return { error }
  if (door.actor.access.object(object.name)?.rows('create') === undefined)
    return { error: mayNotMake(column.target.field, object) }
  if (!make) return { error: { ...error, code: wantedCode } }
  const [outcome] = await writeRecords(door, object, [{ kind: 'create', values: { [object.title]: title } }])
  if (!outcome) throw notFound()
  const problem = outcome.problem ?? outcome.errors[0]
  return problem
    ? { error: { field: column.target.name, code: problem.code, message: sentenceOf(problem) } }
    : { id: outcome.id }
}

/** Not an error: the record will be made by the run. */
const wantedCode = 'import.wanted'

function replace(
  row: ReadRow,
  column: MappedColumn,
  known: ReadonlyMap<string, Settled>,
  wanted: Map<string, Wanted>,
  language: Language,
): void {
  const { field, name } = column.target
  const value = row.values[field.name]
  if (value === null || value === undefined) return
  const settled = known.get(keyOf(column, value))
  if (!settled) return
  if ('id' in settled) row.values[field.name] = settled.id
  else if ('empty' in settled) delete row.values[field.name]
  else if ('tie' in settled) {
    delete row.values[field.name]
    row.ties.push({ field: field.name, source: column.mapping.column, value: settled.tie })
  } else if (settled.error.code === wantedCode) {
    delete row.values[field.name]
    const object = targetOf(field) ?? ''
    const title = titleOf(value) ?? ''
    const one = wanted.get(`${object}\0${title}`) ?? { object, title, rows: 0 }
    one.rows++
    if (wanted.size < 10_000) wanted.set(`${object}\0${title}`, one)
  } else {
    delete row.values[field.name]
    const { code, message } = settled.error
    row.findings.push({
      source: column.mapping.column,
      field: name,
      code,
      level: 'error',
      message: words(message, language),
      value: row.file.cells[column.mapping.column] ?? null,
    })
  }
}

function keyOf(column: MappedColumn, value: unknown): string {
  return `${column.target.name}\0${typeof value === 'string' ? value : JSON.stringify(value)}`
}

function titleOf(value: unknown): string | null {
  const lookup = (value as { lookup?: { field: string | null; value: string } }).lookup
  return lookup?.field === null ? lookup.value : null
}

function mayNotMake(field: ResolvedField, object: ResolvedObject): FieldError {
  const what = calledSmall(object.declaration)
  return {
    field: field.name,
    code: 'notAllowed',
    message: said(
      'There is no such {what}, and you may not add one. Ask an administrator, or choose one that is there.',
      { what },
    ),
  }
}
