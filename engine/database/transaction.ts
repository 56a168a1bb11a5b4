import type { Readable, Writable } from 'node:stream'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Pool } from './connection-pool.ts'
import type { Transaction } from './connection.ts'
import { isLost } from './database-failure.ts'
import { inlined } from './inlined.ts'
import { PerhapsDone } from './perhaps-done.ts'
import { askerNow, nobodyWaits } from './wanted.ts'
import { raw, sql, statement, type Sql } from './sql.ts'

export type TransactionOptions = {
  /** One unchanging view of the data for all statements; for exports and backups. */
  readonly snapshot?: true
  readonly readOnly?: true
  /** A statement that runs longer ends; 0 for no limit. */
  readonly statementMilliseconds?: number
  /** How long to wait for somebody else's lock. */
  readonly lockMilliseconds?: number
}

const statementMilliseconds = 60_000
const lockMilliseconds = 10_000

/** One transaction on one connection, committed when the work is done and rolled back when it fails. */
export async function openTransaction<T>(
  pool: Pool,
  options: TransactionOptions,
  work: (tx: Transaction) => Promise<T>,
  expectNotice: () => void = () => {},
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | boolean = false
  const hear = (error: Error): void => {
    broken = error
  }
  client.on('error', hear)
  const stopped = () => (broken = true)
  const watched = watchedOn(pool, client, stopped)
  const command = (text: string) => watched(() => client.query(text))
  try {
    await command(beginning(options))
    const result = await work(transactionOn(pool, client, watched, stopped, expectNotice))
    await committed(command, options)
    return result
  } catch (error) {
    await command('rollback').catch((reason: Error) => {
      // The connection is of no use any more; the first error tells why.
      broken = reason
    })
    throw error
  } finally {
    client.off('error', hear)
    client.release(broken)
  }
}

async function committed(command: (text: string) => Promise<unknown>, options: TransactionOptions) {
  try {
    await command('commit')
  } catch (error) {
    throw isLost(error) && !options.readOnly ? new PerhapsDone(error) : error
  }
}

type Watched = <R>(work: () => Promise<R>) => Promise<R>

/** Has each statement of a connection watched; `stopped` where one may have been asked to stop. */
function watchedOn({ watch }: Pool, client: pg.PoolClient, stopped: () => void): Watched {
  return async (work) => {
    const asked = watch.begin(client)
    try {
      return await work()
    } finally {
      const told = watch.over(asked)
      if (told && (await told)) stopped()
    }
  }
}

/** Several settings go in one message, so a transaction costs no more trips than a bare `begin`. */
function beginning(options: TransactionOptions): string {
  const mode = [
    options.snapshot ? 'isolation level repeatable read' : '',
    options.readOnly ? 'read only' : '',
  ].join(' ')
  return [
    `begin ${mode}`,
    `set local statement_timeout = ${options.statementMilliseconds ?? statementMilliseconds}`,
    `set local lock_timeout = ${options.lockMilliseconds ?? lockMilliseconds}`,
    // What has no limit may wait for others meanwhile, which many servers of others take for idleness.
    ...(options.statementMilliseconds === 0 ? ['set local idle_in_transaction_session_timeout = 0'] : []),
  ].join('; ')
}

function transactionOn(
  pool: Pool,
  client: pg.PoolClient,
  watched: Watched,
  stopped: () => void,
  expectNotice: () => void,
): Transaction {
  let savepoints = 0
  let cursors = 0
  const query: Transaction['query'] = async (piece, options) => {
    if (askerNow()?.isGone) throw nobodyWaits()
    return pool.run(client, piece, stopped, options)
  }
  const command = (text: string) => watched(() => client.query(text))
  return {
    query,
    async savepoint(work) {
      const name = `s${++savepoints}`
      await command(`savepoint ${name}`)
      try {
        const result = await work()
        await command(`release savepoint ${name}`)
        return result
      } catch (error) {
        await command(`rollback to savepoint ${name}; release savepoint ${name}`)
        throw error
      }
    },
    async *batches<R>(piece: Sql, batchRows = 1_000) {
      const cursor = raw(`c${++cursors}`)
      await query(sql`declare ${cursor} no scroll cursor for ${piece}`)
      const fetch = sql`fetch ${raw(String(batchRows))} from ${cursor}`
      for (;;) {
        const rows = await query<R>(fetch)
        if (rows.length > 0) yield rows
        if (rows.length < batchRows) break
      }
      await query(sql`close ${cursor}`)
    },
    copyIn: (piece) => streamed(watched, client.query(copyFrom(withoutValues(piece)))),
    copyOut: (piece) => streamed(watched, client.query(copyTo(inlined(piece)))),
    expectNotice,
  }
}

/** A copy is under way until its stream has ended, in whichever way. */
function streamed<S extends Readable | Writable>(watched: Watched, stream: S): S {
  void watched(() => new Promise<void>((resolve) => stream.once('close', resolve)))
  return stream
}

/** COPY takes no parameters: its statement is made of names only. */
function withoutValues(piece: Sql): string {
  const { text, values } = statement(piece)
  if (values.length > 0) throw new Error('A copy statement cannot take values.')
  return text
}
