import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Reader } from '../query/reader.ts'
import { askedFields } from '../records/read/asked-fields.ts'
import { loadStored } from '../records/stored.ts'
import { loadLines, ownedLines, plainLines, type Owned } from '../records/write/lines.ts'
import { nameReferences, seenFieldsOn } from './history.ts'

type Asking = Reader & { readonly actor: Actor }
type Row = { readonly action: string; readonly before: Record<string, unknown> | null }

/**
 * A record with its lines as it was at an instant: what is stored now, with every later change taken back in
 * thought. What the reader may not see on it today is left out. Fields are named as those of a record are.
 */
export async function recordAsOf(
  database: Connection,
  reader: Asking,
  object: ResolvedObject,
  record: string,
  instant: string,
  fields?: readonly string[],
): Promise<string> {
  const asked = new Set(askedFields(reader, object, fields, true))
  const seen = await seenFieldsOn(database, reader, object, record)
  const stored = (await loadStored(database, reader.model, object, [record], false)).get(record)
  if (!stored) throw notFound()
  const later = await database.query<Row>(
    sql`select action, before from audit_entry
        where record = ${record} and at > ${instant}::timestamptz order by id desc`,
  )
  if (later.some((entry) => entry.action === 'create')) throw notFound()
  const values: Record<string, unknown> = { ...stored.values }
  for (const { before } of later) Object.assign(values, before ?? {})
  const shown = new Map<string, unknown>([['id', record]])
  for (const [key, field] of seen) {
    if (!asked.has(field)) continue
    const owned = ownedLines(reader.model, field)
    if (owned) {
      const lines = key in values ? values[key] : await linesNow(database, reader, owned, record)
      shown.set(field.name, await shownLines(database, reader, owned, lines))
    } else if (field.column !== null || key in values) {
      shown.set(field.name, values[key] ?? null)
    }
  }
  const [whole] = await named(database, reader, [...seen.values()], [Object.fromEntries(shown)])
  return JSON.stringify({ ...whole, asOf: instant })
}

async function linesNow(database: Connection, { model }: Asking, owned: Owned, record: string) {
  return plainLines((await loadLines(database, model, owned, [record])).get(record) ?? [])
}

/** Lines whole, as they are read now: fields that have come since are empty, those that went are left out. */
async function shownLines(
  database: Connection,
  reader: Asking,
  { object, via }: Owned,
  lines: unknown,
): Promise<unknown[]> {
  const fields = [...object.fields.values()].filter(
    ({ column, system }) => !system && column && column !== via,
  )
  const known = Array.isArray(lines) ? (lines as Record<string, unknown>[]) : []
  const shown = known.map((line) => ({
    id: line['id'],
    ...Object.fromEntries(fields.map(({ name }) => [name, line[name] ?? null])),
  }))
  return named(database, reader, fields, shown)
}

/** The rows, references in them with what is called so. */
async function named(
  database: Connection,
  reader: Asking,
  fields: readonly ResolvedField[],
  rows: readonly Record<string, unknown>[],
): Promise<Record<string, unknown>[]> {
  const entries = rows.map((row) => ({
    changes: Object.entries(row).map(([field, after]) => ({ field, before: null, after })),
  }))
  await nameReferences(database, reader, new Map(fields.map((field) => [field.name, field])), entries)
  return entries.map(({ changes }) => Object.fromEntries(changes.map(({ field, after }) => [field, after])))
}
