import type { Connection } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { filesInLog } from './files-in-log.ts'
import type { Person } from './people.ts'

/** What is kept beside records, each naming its own by `record`: written as the index of the log is. */
const isBeside = raw(`e.object in ('fact', 'recordShare') and e.record is not null`)

/**
 * Facts and shares of some people's records, also those that are gone, and files that these ever named, for
 * each of the people: the log alone holds these, and a share holds a note that somebody wrote.
 */
export async function besideRecords(
  connection: Connection,
  people: readonly Pick<Person, 'record' | 'former'>[],
): Promise<string[][]> {
  const own = people.map(({ record, former }) => new Set([record.id, ...former]))
  const all = own.flatMap((one) => [...one])
  const rows = await connection.query<{ id: string; of: string }>(
    sql`select distinct e.record as id, coalesce(e.after, e.before) ->> 'record' as of from audit_entry e
        where ${isBeside} and coalesce(e.after, e.before) ->> 'record' = any(${all}::text[])`,
  )
  const files = await filesInLog(connection, all)
  return own.map((one) => [
    ...rows.flatMap(({ id, of }) => (one.has(of) ? [id] : [])),
    ...new Set([...one].flatMap((record) => files.get(record) ?? [])),
  ])
}
