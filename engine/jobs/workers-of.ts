import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** How the connection is called that is the sign of life of a server: those of one schema are told apart. */
export function workerName(schema: string): string {
  return `${formerName} ${schema}`.slice(0, longestName)
}

/** Servers of versions up to step 292 did not name their schema. */
const formerName = 'kontor worker'
/** What PostgreSQL keeps of a name. */
const longestName = 63

export type Worker = { readonly pid: number; readonly address: string | null; readonly since: string }

/**
 * The servers (and commands that work on jobs) that are connected to the database of this schema. One of a
 * former version says nothing of its schema, so it counts where there is no other that it could be of.
 */
export function workersOf(connection: Connection & { readonly schema: string }): Promise<Worker[]> {
  return connection.query<Worker>(
    sql`select pid, host(client_addr) as address,
               to_char(backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
          from pg_stat_activity
         where datname = current_database() and (application_name = ${workerName(connection.schema)}
           or application_name = ${formerName} and 1 = (
             select count(*) from pg_tables where tablename = 'audit_entry'))
         order by backend_start`,
  )
}
