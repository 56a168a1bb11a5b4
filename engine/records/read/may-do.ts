import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { filled, rowsOf, readableRows } from '../../query/index.ts'
import type { Acting } from './list-conditions.ts'

/** Whether the reader may read the record and do this with it. */
export async function mayDo(
  database: Connection,
  reader: Acting,
  object: ResolvedObject,
  record: string,
  action: string,
): Promise<boolean> {
  const rows = reader.actor.access.object(object.name)?.rows(action)
  if (rows === undefined) return false
  const both = filled(
    sql`${readableRows(reader, object, 't')} and ${rowsOf(reader, object, 't', rows)}`,
    reader,
  )
  const found = await database.query(
    sql`select 1 from ${id(object.table)} t where t.id = ${record} and ${both}`,
  )
  return found.length > 0
}
