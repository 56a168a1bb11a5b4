import type { Connection } from './database.ts'
import { sql } from './sql.ts'

/** The instant by the clock of the database, in milliseconds: all servers on it go by the same one. */
export async function databaseNow(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ now: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`,
  )
  return Number(row?.now)
}
