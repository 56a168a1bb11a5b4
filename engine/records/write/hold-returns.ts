import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'

const returns = 7_014

/**
 * Until the transaction ends no record that was deleted comes back: whoever erases what is held of one would
 * take it out of the log, while another brings it back as it was. There is no row that could be locked.
 */
export async function holdReturns(tx: Connection): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${returns})`)
}

/** Whoever brings records back waits for erasures, and reads after that what the log has of them still. */
export async function awaitErasures(tx: Connection): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock_shared(${returns})`)
}
