import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { connectionConfig, connectionPool, type Pool } from './connection-pool.ts'
import type { Connection, QueryOptions, Transaction } from './connection.ts'
import { isLost, isOvertaken, isRetryable, toProblem } from './database-failure.ts'
import { ending } from './ending.ts'
import { Listener, type Channel } from './listener.ts'
import { ownClients } from './own-clients.ts'
import { slowStatements, type SlowOptions, type SlowStatement } from './slow-statements.ts'
import type { Sql } from './sql.ts'
import { statementWatch } from './statement-watch.ts'
import { openTransaction, type TransactionOptions } from './transaction.ts'

export type { Connection, QueryOptions, Transaction } from './connection.ts'
export type { Channel } from './listener.ts'
export type { OnSlow, SlowStatement } from './slow-statements.ts'
export type { TransactionOptions } from './transaction.ts'

export type DatabaseOptions = SlowOptions & {
  readonly url: string
  /** The schema that holds everything of this installation; no statement names it. */
  readonly schema?: string
  /** Connections for reading and writing; searching has a few of its own. */
  readonly connections?: number
  readonly searchConnections?: number
  /** A reader's statement that runs longer ends with the problem `tooBroad`. */
  readonly readMilliseconds?: number
  readonly applicationName?: string
}

/**
 * The way to PostgreSQL: single statements, transactions, searches and notices of other processes. While the
 * server is away everything fails with the problem `databaseAway`, and works again by itself afterwards.
 * Decimals, big integers, days and instants come as text, exactly as PostgreSQL writes them (in UTC).
 */
export type Database = Connection & {
  readonly schema: string
  readonly url: string
  /**
   * Runs the work in one transaction, and again from the start (3 times at most) when it met another one
   * head-on: the work must therefore change nothing but the database.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>
  /**
   * Connections whose planner is set for the search indexes: no sequential scans, always a plan for the
   * value.
   */
  readonly search: Connection
  /**
   * Calls back after each notice on the channel, and once when notices may have been missed. Returns how
   * to stop.
   */
  listen(channel: Channel, heard: (payload: string | null) => void): () => void
  /** Tells every process that listens, this one included, when the transaction (if given) commits. */
  notify(channel: Channel, payload?: string, tx?: Connection): Promise<void>
  /**
   * Whether all notices have been heard that this process sent, or others up to a second ago. Where not,
   * nothing remembered holds.
   */
  isCurrent(): boolean | Promise<boolean>
  /** Statements of this process that took long, without their values. */
  slow(): readonly SlowStatement[]
  /** Throws the problem `databaseAway` when the server does not answer. */
  ping(): Promise<void>
  /** A connection outside of the pools, which its user opens and ends; see `pg.Client`. */
  client(applicationName: string, settings?: Readonly<Record<string, string>>): pg.Client
  /**
   * This process stops. What is under way comes to its end as long as the database answers, and for eight
   * seconds at most; then all connections are given up, and whatever is asked fails at once.
   */
  ending(): void
  /** Done once they are given up: then nobody need wait any more for what uses the database. */
  readonly givenUp: Promise<void>
  /** Ends all connections in order, as `ending` says. */
  close(): Promise<void>
}

const defaults = { connections: 12, searchConnections: 4, readMilliseconds: 5_000 }
/**
 * What PostgreSQL takes the start of a second process for a statement to cost, in its own units: with as
 * many tables as ours that takes longer than it expects, and longer than to walk some thousand rows.
 */
const secondProcess = '5000'
const attempts = 4
/** So many of each pool stay open while nobody asks: a new one has to learn of all tables first. */
export const keptConnections = 4

/** Opens the way to the database. Connections are made when they are needed. */
export function openDatabase(given: DatabaseOptions): Database {
  const options = { ...defaults, ...given, schema: given.schema ?? 'public' }
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(options.schema)) {
    throw new Error(`The schema "${options.schema}" must be lower-case letters, digits and underscores.`)
  }
  const settings = { statement_timeout: String(options.readMilliseconds), parallel_setup_cost: secondProcess }
  const slow = slowStatements(options)
  const clients = ownClients()
  const watch = statementWatch(options, clients, slow)
  const main = connectionPool(options, clients, limits(options.connections), settings, watch)
  const forSearch = { ...settings, enable_seqscan: 'off', plan_cache_mode: 'force_custom_plan' }
  const search = connectionPool(options, clients, limits(options.searchConnections), forSearch, watch)
  const notices = new Listener(options.schema, () => new clients.Client(connectionConfig(options)))
  const end = ending(watch.answers, clients.giveUp)
  return {
    schema: options.schema,
    url: options.url,
    query: (piece, how) => query(main, piece, how),
    transaction: (work, how) => transaction(main, notices, work, how ?? {}),
    search: { query: (piece, how) => query(search, piece, how) },
    ...noticesOf(notices, main),
    slow: slow.list,
    ping: async () => {
      await query(main, { parts: ['select 1'], values: [] })
    },
    client: (applicationName, own) =>
      new clients.Client(connectionConfig({ ...options, applicationName }, own)),
    ending: end.begin,
    givenUp: clients.givenUp,
    close: async () => {
      end.begin()
      await notices.close()
      await Promise.all([main.end(), search.end()])
      end.over()
      await watch.close()
    },
  }
}

function limits(most: number): { most: number; kept: number } {
  return { most, kept: Math.min(most, keptConnections) }
}

function noticesOf(notices: Listener, main: Pool): Pick<Database, 'listen' | 'notify' | 'isCurrent'> {
  return {
    listen: (channel, heard) => notices.listen(channel, heard),
    isCurrent: () => notices.isCurrent(),
    notify: async (channel, payload = '', tx) => {
      const piece = { parts: ['select pg_notify(', ', ', ')'], values: [notices.nameOf(channel), payload] }
      await (tx ? tx.query(piece) : query(main, piece))
      if (!tx) notices.expect()
      else if (isTransaction(tx)) tx.expectNotice()
    },
  }
}

function isTransaction(connection: Connection): connection is Transaction {
  return 'expectNotice' in connection
}

/** A statement whose prepared form has become stale by a change of the tables is tried again, made anew. */
async function query<T>(pool: Pool, piece: Sql, options?: QueryOptions): Promise<T[]> {
  try {
    return await pool.query<T>(piece, options)
  } catch (error) {
    if (!pool.isStale(error)) throw toProblem(error, 'read')
  }
  try {
    return await pool.query<T>(piece, options)
  } catch (error) {
    throw toProblem(error, 'read')
  }
}

async function transaction<T>(
  pool: Pool,
  notices: Listener,
  work: (tx: Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    let began = false
    let noticed = false
    try {
      const result = await openTransaction(
        pool,
        options,
        (tx) => {
          began = true
          return work(tx)
        },
        () => (noticed = true),
      )
      if (noticed) notices.expect()
      return result
    } catch (error) {
      // A connection that died unnoticed fails before any work was done, so another one may try.
      const once = (isLost(error) && !began) || isOvertaken(error)
      const again = isRetryable(error) || pool.isStale(error) || (once && attempt === 1)
      if (!again || attempt >= attempts) throw toProblem(error, 'write')
      await pause(Math.random() * 20 * 2 ** attempt)
    }
  }
}
