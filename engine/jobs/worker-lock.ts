import { randomInt } from 'node:crypto'
import type { Database } from '../database/database.ts'
import { workerName } from './workers-of.ts'

/** The first half of the advisory locks of workers; the second half is the worker's own number. */
export const workerLock = 20_260

/**
 * A sign of life in the database: an advisory lock on a connection of its own, which PostgreSQL takes back
 * the
 * moment the process is gone, so that others know at once which jobs were left behind.
 */
export type SignOfLife = { readonly holder: number; isHeld(): boolean; close(): Promise<void> }

export async function holdSignOfLife(database: Database): Promise<SignOfLife> {
  const holder = randomInt(1, 2_147_483_647)
  const client = database.client(workerName(database.schema))
  let held = false
  client.on('error', () => {
    held = false
  })
  try {
    await client.connect()
    await client.query('select pg_advisory_lock($1, $2)', [workerLock, holder])
  } catch (error) {
    await client.end().catch(() => {
      // It never came about, which is told by the first error.
    })
    throw error
  }
  held = true
  return {
    holder,
    isHeld: () => held,
    close: async () => {
      held = false
      await client.end()
    },
  }
}
