import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { movedTo } from '../../merge/moved.ts'
import { filled } from '../../query/placeholder.ts'
import type { Reader } from '../../query/reader.ts'
import { readableRows } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'

/**
 * The record into which another was merged, where the reader may see that one; null else, as for an id that
 * never was. With an instant, only what had been merged by then leads on.
 */
export async function survivorOf(
  connection: Connection,
  reader: Reader,
  object: ResolvedObject,
  record: string,
  instant?: string,
): Promise<string | null> {
  const target = await movedTo(connection, object.base, record, instant)
  if (target === null || !sightOf(reader, object)) return null
  const [row] = await connection.query(
    filled(
      sql`select from ${id(object.table)} p where p.id = ${target}::uuid and ${readableRows(reader, object, 'p')}`,
      reader,
    ),
  )
  return row ? target : null
}
