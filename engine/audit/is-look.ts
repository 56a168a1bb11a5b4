import { id, sql, type Sql } from '../database/sql.ts'

/** Whether an entry tells that somebody looked at a record, or said a word about it: it is as it was. */
export function isLook(entry: string): Sql {
  return sql`${id(entry, 'action')} in ('read', 'print', 'export', 'keepRight')`
}
