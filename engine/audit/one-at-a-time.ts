import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Who asks twice at once for an undo of a change is told that it is undone, and not that all of it was
 * changed since. Held to the end of the transaction.
 */
export async function oneAtATime(tx: Connection, change: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${change}, 7015))`)
}
