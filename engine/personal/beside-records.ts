import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** What is kept beside records, each naming its own by `record`. */
const beside = ['fact', 'recordShare'] as const

/**
 * Facts and shares of some records, also those that are gone: the log alone holds these, and a share holds a
 * note that somebody wrote.
 */
export async function besideRecords(connection: Connection, records: readonly string[]): Promise<string[]> {
  const rows = await connection.query<{ id: string }>(
    sql`select distinct e.record as id from audit_entry e
        where e.object = any(${[...beside]}::text[]) and e.record is not null
          and coalesce(e.after, e.before) ->> 'record' = any(${[...records]}::text[])`,
  )
  return rows.map(({ id }) => id)
}
