import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** About how many rows a table has, by PostgreSQL's own statistics; for the progress of jobs. */
export async function estimatedRows(connection: Connection, table: string): Promise<number> {
  const [row] = await connection.query<{ n: number }>(
    sql`select greatest(reltuples, 0)::int as n from pg_class where oid = to_regclass(${`"${table}"`})`,
  )
  return row?.n ?? 0
}
