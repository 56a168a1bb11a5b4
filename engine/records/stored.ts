import type { ColumnType } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'

/**
 * A record as it is stored: every field of the table, whatever face it belongs to, in JSON form, with
 * references as bare ids. A field of a role is keyed `role.field`. This is also the form of the audit.
 */
export type StoredValues = Readonly<Record<string, unknown>>
export type StoredRecord = { readonly id: string; readonly version: number; readonly values: StoredValues }

/** One column of a table with the key it has in the stored form. */
export type StoredField = {
  readonly key: string
  readonly resolved: ResolvedField
  readonly column: string
  readonly columnType: ColumnType
}

/** The base object of a face: whose table it is. */
export function baseOf(model: ResolvedModel, object: ResolvedObject): ResolvedObject {
  const base = model.objects.get(object.base)
  if (!base)
    throw new Error(`The object ${object.name} names a base ${object.base} that is not in the model.`)
  return base
}

/** The key that a field of a face has in the stored form. */
export function storedKey(object: ResolvedObject, field: ResolvedField): string {
  return field.owner === object.base ? field.name : `${field.owner}.${field.name}`
}

const layouts = new WeakMap<ResolvedObject, readonly StoredField[]>()

/**
 * All stored columns of a table, of the base object and of every role on it; the engine's own columns aside.
 */
export function storedFields(model: ResolvedModel, object: ResolvedObject): readonly StoredField[] {
  const base = baseOf(model, object)
  const known = layouts.get(base)
  if (known) return known
  const faces = [base, ...base.roles.flatMap((name) => model.objects.get(name) ?? [])]
  const fields = faces.flatMap((face) =>
    [...face.fields.values()]
      .filter((field) => field.owner === face.name && !field.system && field.column !== null)
      .map((field) => storedField(base, field)),
  )
  const roles = faces.slice(1).map((face) => roleFlag(face))
  const all = [...fields, ...roles]
  layouts.set(base, all)
  return all
}

/** The columns of fields that were retired: records keep what they held, and lose it with nothing else. */
export function retiredFields(model: ResolvedModel, object: ResolvedObject): readonly StoredField[] {
  const base = baseOf(model, object)
  return base.retired.filter(({ column }) => column !== null).map((field) => storedField(base, field))
}

/** The select list that `storedRecord` reads. */
export function storedColumns(fields: readonly StoredField[], alias: string): Sql {
  return join([sql`${id(alias)}.id, ${id(alias)}.version`, ...fields.map((f) => sql`${id(alias, f.column)}`)])
}

/** A row of `storedColumns` as a stored record. */
export function storedRecord(fields: readonly StoredField[], row: Record<string, unknown>): StoredRecord {
  const values: Record<string, unknown> = {}
  for (const field of fields) values[field.key] = fromColumn(field.columnType, row[field.column])
  return { id: row['id'] as string, version: Number(row['version']), values }
}

/**
 * Reads records in stored form, locked for change in the order of their ids so that writers cannot deadlock.
 * Who locks them may be about to delete them, and so gets what they hold in retired fields as well.
 */
export async function loadStored(
  tx: Connection,
  model: ResolvedModel,
  object: ResolvedObject,
  ids: readonly string[],
  lock: boolean,
): Promise<Map<string, StoredRecord>> {
  const present = storedFields(model, object)
  const fields = lock ? [...present, ...retiredFields(model, object)] : present
  const rows = await tx.query<Record<string, unknown>>(
    sql`select ${storedColumns(fields, 't')} from ${id(object.table)} t
        where t.id = any(${ids}::uuid[]) order by t.id ${raw(lock ? 'for update' : '')}`,
  )
  return new Map(rows.map((row) => [row['id'] as string, storedRecord(fields, row)]))
}

/** A column's value as it came from PostgreSQL, in JSON form. */
export function fromColumn(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (type === 'bigint') return Number(value)
  if (type === 'timestamptz') return instantText(String(value))
  return value
}

/** PostgreSQL's text of a timestamptz (the session runs in UTC) as RFC 3339. */
function instantText(text: string): string {
  const at = text.replace(' ', 'T').replace(/([+-]00(:?00)?|Z)$/, '')
  const [seconds = at, fraction = ''] = at.split('.')
  return `${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}Z`
}

function storedField(base: ResolvedObject, resolved: ResolvedField): StoredField {
  const columnType = resolved.type.column(resolved.field)
  if (resolved.column === null || columnType === null) {
    throw new Error(`The field ${resolved.name} of ${base.name} has no column.`)
  }
  return { key: storedKey(base, resolved), resolved, column: resolved.column, columnType }
}

/** Whether the record plays a role is stored like a field, under `role.` and nothing behind it. */
function roleFlag(face: ResolvedObject): StoredField {
  const resolved = [...face.fields.values()][0]
  if (!resolved || face.roleColumn === null)
    throw new Error(`The role ${face.name} has no column of its own.`)
  return { key: roleKey(face.name), resolved, column: face.roleColumn, columnType: 'boolean' }
}

/** The key under which the stored form says that a record plays a role. */
export function roleKey(role: string): string {
  return `${role}.`
}
