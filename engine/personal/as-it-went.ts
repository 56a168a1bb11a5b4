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
  base: Pick<ResolvedObject, 'name'>,
  record: string,
): Promise<StoredRecord | undefined> {
  return (await asTheyWent(connection, base, [record])).get(record)
}

/** The same of many. */
export async function asTheyWent(
  connection: Connection,
  { name }: Pick<ResolvedObject, 'name'>,
  records: readonly string[],
): Promise<Map<string, StoredRecord>> {
  const rows = await connection.query<{ record: string; action: string; before: StoredValues | null }>(
    sql`select distinct on (e.record) e.record, e.action, e.before from audit_entry e
        where e.record = any(${[...records]}::uuid[]) and e.object = ${name} and e.action in ('create', 'delete')
        order by e.record, e.id desc`,
  )
  return new Map(
    rows.flatMap(({ record, action, before }) =>
      action === 'delete' && before !== null ? [[record, { id: record, version: 0, values: before }]] : [],
    ),
  )
}
