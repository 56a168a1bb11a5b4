import type { Connection } from './database.ts'
import { sql } from './sql.ts'

/** The columns whose references to a table forbid the end of what they name. */
export function holdersOf(
  database: Connection,
  table: string,
): Promise<{ readonly table: string; readonly column: string }[]> {
  return database.query(
    sql`select r.relname as table, a.attname as column
        from pg_constraint c join pg_class r on r.oid = c.conrelid
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and c.confdeltype in ('a', 'r') and c.confrelid = ${table}::regclass`,
  )
}
