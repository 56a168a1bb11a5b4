import type { Connection } from '../../database/database.ts'
import { ownKey } from '../../database/own-key.ts'
import { sql } from '../../database/sql.ts'
import type { Door } from './door.ts'

const returns = ownKey('returns')

/**
 * Until the transaction ends no record comes back or is set back: whoever erases what is held of one would
 * take it out of the log, while another writes it as it was. Of what was deleted there is no row that could
 * be locked, and of what is there the log is read before its row. A rehearsal takes nothing out.
 */
export async function holdReturns({ tx, options }: Door): Promise<void> {
  if (!options.dryRun) await tx.query(sql`select pg_advisory_xact_lock(${returns})`)
}

/** Whoever writes what was waits for erasures, and reads after that what the log has of it still. */
export async function awaitErasures(tx: Connection): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock_shared(${returns})`)
}
