import type { Connection } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'

/**
 * Who asks twice at once for an undo of a change is told that it is undone, and not that all of it was
 * changed since. Held to the end of the transaction.
 */
export async function oneAtATime(tx: Connection, change: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${ownKey(`undo of ${change}`)})`)
}
