import type { Connection } from '../database/database.ts'
import { holdersOf } from '../database/holders-of.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'

/**
 * Whether a row that did not come with the same change names the record of the entry `e`, by a reference
 * that forbids its end.
 */
export async function heldBy(database: Connection, table: string): Promise<Sql> {
  const holders = await holdersOf(database, table)
  const held = holders.map(
    ({ table: from, column }) => sql`exists (select from ${id(from)} h where h.${id(column)} = e.record
      and not exists (select from audit_entry m where m.record = h.id and m.change = e.change))`,
  )
  return held.length === 0 ? raw('false') : sql`(${join(held, ' or ')})`
}
