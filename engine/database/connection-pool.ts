import pg from 'pg'
import type { QueryOptions } from './connection.ts'
import type { OwnClients } from './own-clients.ts'
import type { StatementWatch } from './statement-watch.ts'
import { preparedNames, type PreparedNames } from './prepared-names.ts'
import { statement, type Sql } from './sql.ts'
import { typeParsers } from './type-parsers.ts'
import { askerNow, nobodyWaits } from './wanted.ts'

export type Place = { readonly url: string; readonly schema: string; readonly applicationName?: string }

/** A set of connections that all look at one schema, in UTC, with the given settings of the server. */
export type Pool = {
  query<T>(piece: Sql, options?: QueryOptions): Promise<T[]>
  connect(): Promise<pg.PoolClient>
  readonly watch: StatementWatch
  /** `stopped` is called where the connection may have been told to stop, so that nobody else may have it. */
  run<T>(client: pg.PoolClient, piece: Sql, stopped: () => void, options?: QueryOptions): Promise<T[]>
  /** Whether the error says that a prepared statement no longer fits the tables; it will be prepared anew. */
  isStale(error: unknown): boolean
  end(): Promise<void>
}

export function connectionPool(
  place: Place,
  clients: OwnClients,
  { most, kept }: { readonly most: number; readonly kept: number },
  settings: Readonly<Record<string, string>>,
  watch: StatementWatch,
): Pool {
  const pool = new pg.Pool({
    ...connectionConfig(place, settings),
    Client: clients.Client,
    max: most,
    min: kept,
    idleTimeoutMillis: 30_000,
    // Prepared statements pile up in a connection's memory, so none lives for ever.
    maxLifetimeSeconds: 1_800,
    allowExitOnIdle: true,
  })
  pool.on('error', () => {
    // An idle connection died; the pool has dropped it already and makes another when one is needed.
  })
  // A connection may die in the moment between the pool's care and its user's; an error that nobody hears
  // would end the whole process. The next statement on it fails, which tells its user.
  pool.on('connect', (client) => void client.on('error', () => {}))
  const names = preparedNames()
  const run: Pool['run'] = async (client, piece, stopped, options) => {
    const question = prepared(names, piece, options)
    const watched = watch.begin(client)
    try {
      return (await client.query(question)).rows
    } catch (error) {
      if (isStale(error)) names.forget(question.text)
      throw error
    } finally {
      const told = watch.over(watched, question.text)
      if (told && (await told)) stopped()
    }
  }
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    if (!askerNow()?.isGone) return client
    client.release()
    throw nobodyWaits()
  }
  /** A connection on which something went wrong, or that may have been told to stop, is not used again. */
  const query = async <T>(piece: Sql, options?: QueryOptions): Promise<T[]> => {
    const client = await connect()
    let broken = true
    try {
      let isStopped = false
      const rows = await run<T>(client, piece, () => (isStopped = true), options)
      broken = isStopped
      return rows
    } finally {
      client.release(broken)
    }
  }
  return {
    query,
    watch,
    connect,
    run,
    isStale,
    end: () => pool.end(),
  }
}

/**
 * How every connection is made; values reach JavaScript as text where a number or a Date would lose
 * something.
 */
export function connectionConfig(
  place: Place,
  settings: Readonly<Record<string, string>> = {},
): pg.ClientConfig {
  const all = {
    search_path: `"${place.schema}"`,
    timezone: 'UTC',
    datestyle: 'ISO,YMD',
    // PostgreSQL 15 compiles wide statements for seconds that run in milliseconds.
    jit: 'off',
    intervalstyle: 'iso_8601',
    extra_float_digits: '1',
    ...settings,
  }
  return {
    connectionString: place.url,
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${value.replace(/[\\ ]/g, '\\$&')}`)
      .join(' '),
    application_name: place.applicationName ?? 'kontor',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: typeParsers,
  }
}

function prepared(names: PreparedNames, piece: Sql, options?: QueryOptions): pg.QueryConfig {
  const { text, values } = statement(piece)
  const name = options?.name === undefined ? undefined : names.nameOf(text, options.name)
  return name === undefined ? { text, values } : { name, text, values }
}

function isStale(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code === '0A000' && message === 'cached plan must not change result type'
}
