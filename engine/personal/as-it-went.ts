import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { StoredRecord, StoredValues } from '../records/stored.ts'

/**
 * A record that is gone, as it went by the log; undefined where it was not deleted last, or where the log
 * keeps nothing of it any more.
 */
export async function asItWent(
  connection: Connection,
  { name }: Pick<ResolvedObject, 'name'>,
  record: string,
): Promise<StoredRecord | undefined> {
  const [last] = await connection.query<{ action: string; before: StoredValues | null }>(
    sql`select e.action, e.before from audit_entry e
        where e.record = ${record}::uuid and e.object = ${name} and e.action in ('create', 'delete')
        order by e.id desc limit 1`,
  )
  if (last?.action !== 'delete' || last.before === null) return undefined
  return { id: record, version: 0, values: last.before }
}
