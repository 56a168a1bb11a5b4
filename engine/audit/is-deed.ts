import { raw, sql, type Sql } from '../database/sql.ts'

/** What most entries say is met by reading on; what few say has an index. */
const frequent: readonly string[] = ['create', 'update']
const seldom = raw(`('create', 'update')`)

/** Entries `e` of one kind of deed: `do` is any action, `become` any role. */
export function isDeed(action: string): Sql {
  const deed = sql`split_part(e.action, ':', 1) = ${action}`
  return isSeldomDeed(action) ? sql`${deed} and e.action not in ${seldom}` : deed
}

/** Whether the index of the deeds holds it. */
export function isSeldomDeed(action: string): boolean {
  return !frequent.includes(action)
}
