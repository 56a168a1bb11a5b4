import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { notFound } from '../../errors.ts'
import { jsonSelect } from '../../query/json-form.ts'
import { filled } from '../../query/placeholder.ts'
import { oncePerPolicy, type Reader } from '../../query/reader.ts'
import { readableRows, recordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { noteRead } from '../../reads/note-read.ts'
import { askedFields } from './asked-fields.ts'
import { survivorOf } from './survivor-of.ts'

/** A record as JSON text with its version, or where it went when it was merged into another. */
export type FoundRecord = { readonly json: string; readonly version: number } | { readonly movedTo: string }

/**
 * One record with its owned lines, as the reader may see it. Throws a 404 where there is none that they may
 * read; the id must be well formed.
 */
export async function getRecord(
  database: Connection,
  reader: Reader,
  object: ResolvedObject,
  record: string,
  fields?: string | readonly string[],
): Promise<FoundRecord> {
  if (!sightOf(reader, object)) throw notFound()
  const piece = oncePerPolicy(reader, `one ${object.name} ${fields?.toString()}`, () => {
    const json = jsonSelect(recordScope(reader, object, 'p'), askedFields(reader, object, fields, true))
    return sql`select row_to_json(r)::text as json, p.version
      from ${id(object.table)} p ${json.joins}, lateral (select ${json.columns}) r where ${readableRows(reader, object, 'p')} and p.id = ${null}::uuid`
  })
  const statement = filled({ parts: piece.parts, values: piece.values.with(-1, record) }, reader)
  const [row] = await database.query<{ json: string; version: number }>(statement, {
    name: `one ${object.path}`,
  })
  if (row) {
    // An action's own work shows nobody anything.
    if (reader.authority === 'actor') {
      const given = () => askedFields(reader, object, fields, true).map(({ name }) => name)
      noteRead(reader, object, given, { way: 'record', record, count: 1 })
    }
    return { json: row.json, version: Number(row.version) }
  }
  const survivor = await survivorOf(database, reader, object, record)
  if (survivor === null) throw notFound()
  return { movedTo: survivor }
}
