import type { ColumnType } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { namesFieldsOn, withKnownNames } from '../query/known-names.ts'
import { tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { unlimited } from '../query/reader.ts'
import { recordScope } from '../query/record-scope.ts'
import { lookingAt, type AsOf } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import { askedFields } from '../records/read/asked-fields.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { fromColumn } from '../records/stored.ts'
import { ownedLines, type Owned } from '../records/write/lines.ts'
import { noteRead } from '../reads/note-read.ts'
import { seenFieldsOn } from './history.ts'
import { nameReferences } from './name-references.ts'

/**
 * A record with its lines as it was at an instant or at the end of a day, also one that is gone since: what
 * is stored now, with every later change taken back in thought; formulas are worked out as they were declared
 * then. What the reader may not see on it today is left out. Fields are named as those of a record are, and
 * references called as they are today.
 */
export async function recordAsOf(
  database: Connection,
  asking: Acting,
  object: ResolvedObject,
  record: string,
  asOf: AsOf,
  fields?: readonly string[],
): Promise<string> {
  const reader = await lookingAt(database, asking, asOf, { object: object.base, record })
  const asked = new Set(askedFields(reader, object, fields, true))
  const seen = await seenFieldsOn(database, reader, object, record)
  const shownFields = [...seen.values()].filter((field) => asked.has(field))
  const plain = shownFields.filter((field) => field.type.valueType(field.field).kind !== 'lines')
  const [values = {}] = await read(database, reader, object, plain, sql`r.id = ${record}::uuid`)
  const shown = new Map<string, unknown>([['id', record]])
  for (const field of shownFields) {
    const owned = ownedLines(reader.model, field)
    if (owned) shown.set(field.name, await linesThen(database, { asking, reader }, owned, record))
    else if (plain.includes(field)) shown.set(field.name, values[field.name] ?? null)
  }
  const [whole] = await named(database, asking, shownFields, [Object.fromEntries(shown)])
  const given = () => shownFields.map(({ name }) => name)
  noteRead(asking, object, given, { way: 'record', record, count: 1 })
  return JSON.stringify({ ...whole, asOf: reader.past?.instant })
}

/** Lines whole, in their order: fields that have come since are empty, those that went are left out. */
async function linesThen(
  database: Connection,
  { asking, reader }: { asking: Acting; reader: Acting },
  { object, via }: Owned,
  record: string,
): Promise<unknown[]> {
  const fields = [...object.fields.values()].filter(
    ({ column, system }) => !system && column && column !== via,
  )
  const rows = await read(database, reader, object, fields, sql`${id('r', via)} = ${record}::uuid`)
  return named(database, asking, fields, rows)
}

/** The rows `r` of a table as it was, by the names of the fields. */
async function read(
  database: Connection,
  reader: Acting,
  object: ResolvedObject,
  fields: readonly ResolvedField[],
  where: ReturnType<typeof sql>,
): Promise<Record<string, unknown>[]> {
  const scope = recordScope(unlimited(reader), object, 'r')
  const columns = fields.map((field) => {
    const { sql: value, type } = scope.column(field.name)
    const beside = namesFieldsOn(field)
    const on = beside === null ? null : scope.column(beside).sql
    return { field, type, sql: on ? withKnownNames(reader, field, value, on) : value }
  })
  const select = join([
    sql`r.id as "#"`,
    ...columns.map(({ sql: value }, at) => sql`${value} as ${id(`#${at}`)}`),
  ])
  const order = object.declaration.owned ? sql`r.position, r.id` : sql`r.id`
  const piece = sql`select ${select} from ${tableOf(reader, object)} r where ${where} order by ${order}`
  const rows = await database.query<Record<string, unknown>>(filled(withPast(reader, piece), reader))
  return rows.map((row) => ({
    id: row['#'],
    ...Object.fromEntries(
      columns.map(({ field, type }, at) => [field.name, inRecord(type, row[`#${at}`])] as const),
    ),
  }))
}

/** As a record shows it: nothing in a list is the empty list, whether none was there or none may be seen. */
function inRecord(type: ColumnType, value: unknown): unknown {
  return fromColumn(type, value) ?? (type.endsWith('[]') ? [] : null)
}

/** The rows, references in them with what is called so. */
async function named(
  database: Connection,
  reader: Acting,
  fields: readonly ResolvedField[],
  rows: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  const entries = rows.map((row) => ({
    changes: Object.entries(row).map(([field, after]) => ({ field, before: null, after })),
  }))
  await nameReferences(database, reader, new Map(fields.map((field) => [field.name, field])), entries)
  return entries.map(({ changes }) => Object.fromEntries(changes.map(({ field, after }) => [field, after])))
}
