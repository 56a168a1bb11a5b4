import type net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** The proof that this process uses the embedded database; it ends with the process, however that ends. */
export type Hold = {
  /**
   * Gives the hold back. `last` if nobody else uses the database, which may then be stopped; `silent` where
   * it does not answer, and so serves nobody.
   */
  release(): Promise<'last' | 'shared' | 'silent'>
}

/**
 * The numbers are ours alone: locks of the maintenance database `postgres`, where no other code takes any.
 */
const house = 7_001
const use = 7_002

const renewMilliseconds = 250
const connectMilliseconds = 5_000
const silentMilliseconds = 4_000

/**
 * Takes hold of a running embedded database; undefined if it is stopping, or if another Kontor holds it and
 * `share` is not wanted. A server does not share; commands beside it do. Whoever leaves last may stop it.
 * Where the connection is lost, `revive` is called before each try to have it again.
 */
export async function holdPostgres(
  url: string,
  share: boolean,
  revive: () => Promise<void> = async () => {},
): Promise<Hold | undefined> {
  const client = await acquire(url, share)
  if (!client) return undefined
  let current: pg.Client | undefined = client
  let attempt: Promise<pg.Client | undefined> | undefined
  let released = false
  const renew = async (): Promise<void> => {
    current = undefined
    while (!released && !current) {
      await pause(renewMilliseconds, undefined, { ref: false })
      if (released) return
      // Whatever is in the way now may be gone at the next try; who needs the database is told by it.
      attempt = revive()
        .then(() => acquire(url, share))
        .catch(() => undefined)
      current = await attempt
      attempt = undefined
    }
    current?.once('end', () => void renew())
  }
  client.once('end', () => void renew())
  return {
    async release() {
      released = true
      const answer = async () => {
        // What came back a moment ago is not held yet, and must not be left running by whoever leaves last.
        const held = current ?? (await attempt) ?? (await acquire(url, true).catch(() => undefined))
        return held && (await isLast(held)) ? 'last' : 'shared'
      }
      return Promise.race([answer(), pause(silentMilliseconds, 'silent' as const, { ref: false })])
    },
  }
}

async function acquire(url: string, share: boolean): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: connectMilliseconds,
    application_name: `kontor ${process.pid}`,
  })
  // A broken connection also fires `end`, where it is dealt with.
  client.on('error', () => {})
  try {
    await client.connect()
    const locks = share
      ? `pg_try_advisory_lock_shared(${use})`
      : `pg_try_advisory_lock(${house}) and pg_try_advisory_lock_shared(${use})`
    const { rows } = await client.query<{ held: boolean }>(`select ${locks} as held`)
    if (rows[0]?.held) {
      stream(client).unref()
      return client
    }
  } catch (error) {
    if (!isPassing(error)) throw error
  }
  await client.end().catch(() => {
    // It is gone already.
  })
  return undefined
}

/** The exclusive lock is kept, so that nobody takes hold of a database that is about to stop. */
async function isLast(client: pg.Client): Promise<boolean> {
  stream(client).ref()
  try {
    const { rows } = await client.query<{ last: boolean }>(
      `select pg_advisory_unlock_all(), pg_try_advisory_lock(${use}) as last`,
    )
    if (!rows[0]?.last) await client.end()
    return rows[0]?.last ?? false
  } catch (error) {
    // Gone already, or its files were taken from under it; then it must not stay behind either.
    return !isPassing(error)
  }
}

/** The hold alone shall not keep the process from ending. */
function stream(client: pg.Client): net.Socket {
  return (client as unknown as { connection: { stream: net.Socket } }).connection.stream
}

/** Starting, stopping, gone a moment ago, or slow to answer: worth another look, not a failure. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message: string }
  return (
    ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(code ?? '') ||
    /terminated|timeout/.test(message)
  )
}
