import { choiceLabelOf, labelOf, type Language, type TextStyle } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import { jsonSelect, type JsonSelect } from '../query/json-form.ts'
import { tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope, rowsOf, type RecordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { noteRead } from '../reads/note-read.ts'
import { sensitiveFields } from '../reads/sensitive-fields.ts'
import { withLedOn } from '../records/read/led-on.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import { wholeOrder } from '../records/read/keyset.ts'
import { actingReader, conditionsOf, rowConditions, type Acting } from '../records/read/list-conditions.ts'
import { checkedQuery } from '../records/read/list-query.ts'
import { keyColumn, readSort } from '../records/read/sorting.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { targetOf } from '../records/write/references.ts'
import {
  csvWriter,
  xlsxWriter,
  type CsvWriterOptions,
  type WrittenColumn,
  type WrittenRow,
} from '../table-files/index.ts'
import { copiedCsv } from './copied-csv.ts'
import { countedRows } from './counted-rows.ts'
import { csvCell } from './csv-columns.ts'
import { heldOpen } from './held-open.ts'
import { referenceNames, type ReferenceNames } from './reference-names.ts'
import { said } from '../said/said.ts'
import { manyCalled } from '../said/called.ts'

export type ExportRequest = {
  readonly object: string
  readonly format: 'csv' | 'xlsx'
  readonly where?: unknown
  readonly search?: string
  /** As it was at an instant, or at the end of a day for whoever asks. */
  readonly asOf?: string
  readonly sort?: string
  /** Names of fields; without them every field that can be written back. */
  readonly columns?: readonly string[]
  readonly language?: Language
  readonly delimiter?: string
  /** In place of the records a report: how many there are by these fields, or parts of their days. */
  readonly groupBy?: readonly string[]
}

/** A file that is written while it is fetched. */
export type ExportFile = {
  readonly name: string
  readonly type: string
  readonly content: AsyncGenerator<Buffer>
}

export type ExportParts = { readonly database: Database; readonly model: () => ResolvedModel }

const batchRows = 1_000
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/**
 * Everything that the request names, from one snapshot, as a file that imports again to the same. Throws
 * before the
 * first byte: a 404 for an object that the actor does not know, a 403 without the right to export, a 422 for
 * the rest.
 */
export async function exportRecords(
  parts: ExportParts,
  actor: Actor,
  asked: ExportRequest,
): Promise<ExportFile> {
  const model = parts.model()
  const object = model.objects.get(asked.object) ?? model.byPath.get(asked.object)
  const asking = actingReader(model, actor)
  if (!object || object.declaration.owned || !sightOf(asking, object)) throw notFound()
  if (actor.access.object(object.name)?.rows('export') === undefined) throw forbidden(object)
  checkedQuery(asked)
  const request = await withLedOn(parts.database, asking, object, asked)
  const reader = await lookingAt(parts.database, asking, request.asOf)
  const fields = exportedFields(reader, object, request.columns)
  const style: TextStyle = { decimal: '.', day: 'ymd', language: request.language ?? actor.language }
  const columns = writtenColumns(fields, style.language)
  const day = reader.past?.today ?? new Date().toISOString().slice(0, 10)
  const name = `${labelOfPlural(object, style.language)} ${day}.${request.format}`
  const options = { byteOrderMark: true, delimiter: request.delimiter ?? ',' }
  if (request.groupBy && request.groupBy.length > 0) {
    const counted = await countedRows(
      parts.database,
      asking,
      object,
      countsOf(request, request.groupBy),
      style,
    )
    const made =
      request.format === 'csv'
        ? csvWriter(counted.columns, [counted.rows], options)
        : xlsxWriter(counted.columns, [counted.rows], { sheet: object.declaration.plural })
    return { name, type: types[request.format], content: made }
  }
  // How many were given is written down of sensitive fields, so their rows are counted here; and what others
  // are called in a file of the past, only the rows of then can say.
  const isHeard = fields.some(({ name }) => sensitiveFields(model, object).has(name))
  const isCopied = request.format === 'csv' && !isHeard && !reader.past
  const copied = isCopied ? copiedRows(reader, object, request, fields, style) : null
  if (copied) return { name, type: types.csv, content: copiedFile(parts.database, columns, copied, options) }
  const statement = exportStatement(reader, object, request, (scope) => jsonSelect(scope, fields, true))
  const batches = rowsOfExport(parts, { reader, object, request }, statement, fields, style)
  const content =
    request.format === 'csv'
      ? csvWriter(columns, batches, options)
      : xlsxWriter(columns, batches, { sheet: object.declaration.plural })
  return { name, type: types[request.format], content }
}

function countsOf({ where, search, asOf }: ExportRequest, groupBy: readonly string[]) {
  return {
    groupBy,
    where,
    ...(search === undefined ? {} : { search }),
    ...(asOf === undefined ? {} : { asOf }),
  }
}

/** The fields of a file, in the order in which they are asked for, else in that of their declaration. */
function exportedFields(
  reader: Acting,
  object: ResolvedObject,
  names: readonly string[] | undefined,
): ResolvedField[] {
  const sight = sightOf(reader, object)
  const seen = [...object.fields.values()].filter((field) => sight?.field(field.name) !== undefined)
  if (names === undefined) return seen.filter(comesBack)
  return names
    .filter((name) => name !== 'id')
    .map((name) => {
      const field = seen.find((one) => one.name === name)
      if (field) return field
      throw fieldErrors([
        {
          field: name.slice(0, 100),
          code: 'unknownField',
          message: said('There is no such field here. Check its name.'),
        },
      ])
    })
}

function comesBack(field: ResolvedField): boolean {
  return (
    !field.system && field.field.how !== 'derived' && !['formula', 'file', 'image'].includes(field.field.type)
  )
}

function exportStatement(
  reader: Acting,
  object: ResolvedObject,
  request: ExportRequest,
  selectOf: (scope: RecordScope) => JsonSelect,
  row = sql`row_to_json(r) as r`,
): Sql {
  const scope = recordScope(reader, object, 't')
  const rights = reader.actor.access.object(object.name)?.rows('export') ?? true
  const conditions = [
    ...rowConditions(reader, object, conditionsOf(reader, object, request)),
    rowsOf(reader, object, 't', rights),
  ]
  const select = selectOf(scope)
  const keys = readSort(reader, object, request.sort).map((key) => ({
    ...key,
    ...keyColumn(scope, key.path),
  }))
  const joins = join([select.joins, ...keys.map((key) => key.join)], ' ')
  const all = sql`from ${tableOf(reader, object)} t ${joins}, lateral (select ${select.columns}) r where
    ${join(conditions, ' and ')}`
  return filled(withPast(reader, sql`select ${row} ${all} order by ${wholeOrder(keys, 't')}`), reader)
}

/** The statement whose rows are cells already, or null where some field has to be written by its type. */
function copiedRows(
  reader: Acting,
  object: ResolvedObject,
  request: ExportRequest,
  fields: readonly ResolvedField[],
  style: TextStyle,
): Sql | null {
  const cellsOf = (scope: RecordScope) => fields.map((field) => csvCell(scope, field, style))
  if (fields.length === 0 || cellsOf(recordScope(reader, object, 't')).includes(null)) return null
  const select = (scope: RecordScope): JsonSelect => ({
    columns: join(cellsOf(scope).map((cell, at) => sql`${cell ?? raw('null')} as ${id(`c${at}`)}`)),
    joins: raw(''),
  })
  return exportStatement(reader, object, request, select, raw('r.*'))
}

async function* copiedFile(
  database: Database,
  columns: readonly WrittenColumn[],
  rows: Sql,
  options: CsvWriterOptions,
): AsyncGenerator<Buffer> {
  for await (const head of csvWriter(columns, [], options)) yield head
  yield* copiedCsv(database, rows, options.delimiter ?? ',')
}

async function* rowsOfExport(
  { database }: ExportParts,
  { reader, object, request }: { reader: Acting; object: ResolvedObject; request: ExportRequest },
  statement: Sql,
  fields: readonly ResolvedField[],
  style: TextStyle,
): AsyncGenerator<WrittenRow[]> {
  const texts = fields.map((field) => cellText(field, style))
  // Noted before the first row leaves, and the rest before the end: what is cut off was read all the same.
  let unheard: number | null = null
  const { where, sort } = request
  const given = () => fields.map(({ name }) => name)
  const hear = (count: number) => noteRead(reader, object, given, { way: 'export', count, where, sort })
  const read = async function* (tx: Transaction) {
    for await (const batch of tx.batches<{ r: Row }>(statement, batchRows)) {
      const rows = batch.map(({ r }) => r)
      if (unheard === null) hear(rows.length)
      unheard = unheard === null ? 0 : unheard + rows.length
      // Of the past others are called as they were then, which is in the rows already.
      const names = reader.past ? calledThen : await referenceNames(tx, reader, fields, rows)
      yield rows.map((row) => fields.map((field, at) => texts[at]?.(row[field.name], names) ?? null))
    }
  }
  try {
    yield* heldOpen(database, read)
  } finally {
    if (unheard !== 0) hear(unheard ?? 0)
  }
}

const calledThen: ReferenceNames = { named: (_field, value) => value }

type Row = Readonly<Record<string, unknown>>

/** A value as the text of a cell, by its field's type. */
function cellText(
  field: ResolvedField,
  style: TextStyle,
): (value: unknown, names: ReferenceNames) => string | null {
  const { type } = field
  const isReference = targetOf(field) !== null
  if (field.field.type === 'choice') return remembered((value) => choiceText(field, value, style.language))
  return (value, names) => {
    if (isEmpty(value)) return null
    return type.toText((isReference ? names.named(field, value) : value) as never, field.field, style)
  }
}

function choiceText(field: ResolvedField, value: string, language: Language): string {
  return (
    field.type.toText(value as never, field.field, { decimal: '.', day: 'ymd', language }) ||
    choiceLabelOf(field.field, value, language)
  )
}

function remembered(make: (value: string) => string): (value: unknown) => string | null {
  const known = new Map<unknown, string>()
  return (value) => {
    if (isEmpty(value)) return null
    const text = known.get(value) ?? make(String(value))
    known.set(value, text)
    return text
  }
}

/** Headings in the reader's language; two fields of the same label are told apart by their names. */
function writtenColumns(fields: readonly ResolvedField[], language: Language): WrittenColumn[] {
  const labels = fields.map((field) => labelOf(field.field, language))
  return fields.map((field, at) => {
    const label = labels[at] ?? field.name
    const header = labels.filter((one) => one === label).length > 1 ? field.name : label
    const { kind } = field.type.valueType(field.field)
    return kind === 'number' || kind === 'day' ? { header, kind } : { header }
  })
}

function labelOfPlural(object: ResolvedObject, language: Language): string {
  const { labels, plural } = object.declaration
  return (language === 'en' ? plural : (labels?.[language]?.[1] ?? plural)).replace(/[/\\:*?"<>|]/g, ' ')
}

function forbidden(object: ResolvedObject): Problem {
  const what = manyCalled(object.declaration)
  return new Problem(
    403,
    'forbidden',
    said('You may not export {what}. Ask an administrator for the right.', { what }),
  )
}
