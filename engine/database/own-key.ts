import { sql, type Sql } from './sql.ts'

/** The key of an advisory lock of this office alone: others in the same database are not held up. */
export function ownKey(what: string): Sql {
  return sql`hashtextextended(current_schema() || ${` ${what}`}::text, 0)`
}
