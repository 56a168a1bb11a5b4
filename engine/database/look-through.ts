import type { Database, Transaction } from './database.ts'
import { sql } from './sql.ts'

/**
 * Runs work that reads whole tables, as long as it takes and by one snapshot. PostgreSQL knows no counts of
 * what a statement makes on its way, nor of tables that were just filled; taking them for small it would hold
 * each row against each, and a look through a hundred thousand entries would last for hours.
 */
export function lookThrough<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(
    async (tx) => {
      await tx.query(sql`set local enable_nestloop = off`)
      return work(tx)
    },
    { readOnly: true, snapshot: true, statementMilliseconds: 0 },
  )
}
