import pg from 'pg'
import { connectionConfig, type Place } from './connection-pool.ts'
import type { OwnClients } from './own-clients.ts'
import type { SlowStatements } from './slow-statements.ts'
import { askerNow, whenAskersLeave, type Asker } from './wanted.ts'

/** A connection as node-postgres has it, with what its types leave out. */
type Client = pg.ClientBase & {
  readonly processID?: number
  readonly connection?: { readonly stream: { destroy(): void } }
}

/** A statement under way. */
type Asked = {
  readonly client: Client
  readonly since: number
  readonly asker: Asker | undefined
  doubts: number
  /** Done when the connection has been asked to stop what it is at. */
  stopped: Promise<void> | undefined
}

/** Sees to statements that are under way: that an answer comes, and that somebody still waits for it. */
export type StatementWatch = {
  /**
   * Begins to watch a statement. `over` ends it; one whose text is given is noted when it was slow. True
   * where the connection has been asked to stop meanwhile, so that nobody else may have it.
   */
  begin(client: pg.ClientBase): Asked
  over(asked: Asked, text?: string): false | Promise<true>
  /** Whether the server answers; one that refuses since all its places are taken does. */
  answers(): Promise<boolean>
  close(): Promise<void>
}

const quietMilliseconds = 3_000
/** As long as the server is known not to answer. */
const awayMilliseconds = 500
const lookMilliseconds = 1_000
const answerMilliseconds = 2_500
const mostDoubts = 2

/**
 * A network that swallows everything says nothing, so that a statement would wait for its answer for ever.
 * Whatever has been under way for some seconds is asked about over a connection of its own; where the server
 * does not answer twice in a row, or does not know of the statement, its connection is given up, which its
 * user is told as any other loss of it.
 */
export function statementWatch(place: Place, clients: OwnClients, slow: SlowStatements): StatementWatch {
  const asked = new Set<Asked>()
  const aside = asideOf(place, clients)
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let isAway = false

  const active = (pids: readonly number[]) =>
    aside.active(pids).catch((error: unknown) => answered(error, pids))

  async function look(): Promise<void> {
    const now = performance.now()
    const patience = isAway ? awayMilliseconds : quietMilliseconds
    const quiet = [...asked].filter(({ since }) => now - since > patience)
    if (looking || quiet.length === 0) return
    looking = true
    const pids = quiet.flatMap(({ client }) => client.processID ?? [])
    const known = await active(pids)
    looking = false
    isAway = known === null
    for (const one of quiet) {
      if (!asked.has(one)) continue
      if (known?.has(one.client.processID ?? 0)) one.doubts = 0
      else if (++one.doubts >= mostDoubts) one.client.connection?.stream.destroy()
    }
  }

  const stopHearing = whenAskersLeave((asker) => {
    for (const one of asked)
      // That it cannot be stopped harms nobody: its own limit ends it.
      if (one.asker === asker) one.stopped ??= aside.cancel(one.client.processID ?? 0).catch(() => {})
  })

  return {
    begin(client) {
      const one: Asked = {
        client,
        since: performance.now(),
        asker: askerNow(),
        doubts: 0,
        stopped: undefined,
      }
      asked.add(one)
      // Once set it goes on: to set it for each statement would cost more than to look at none.
      timer ??= setInterval(() => void look(), lookMilliseconds).unref()
      return one
    },
    over(one, text) {
      asked.delete(one)
      if (text !== undefined) slow.note(text, performance.now() - one.since)
      return one.stopped ? one.stopped.then(() => true as const) : false
    },
    answers: async () => (await active([])) !== null,
    async close() {
      stopHearing()
      clearInterval(timer)
      await aside.close()
    },
  }
}

/** A server that refuses since all its places are taken is there all the same; no more is known then. */
function answered(error: unknown, pids: readonly number[]): ReadonlySet<number> | null {
  return (error as { severity?: unknown }).severity === undefined ? null : new Set(pids)
}

/** A connection of its own for asking about others, made when it is needed and dropped when it is quiet. */
function asideOf(place: Place, clients: OwnClients) {
  const pool = new pg.Pool({
    ...connectionConfig(place, { statement_timeout: String(answerMilliseconds) }),
    Client: clients.Client,
    connectionTimeoutMillis: answerMilliseconds,
    query_timeout: answerMilliseconds,
    max: 2,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  })
  // One that dies while nobody uses it is of no concern; the next question makes another.
  pool.on('error', () => {})
  return {
    /** Which of these are under way; all of them where a pooler between us and the server names others. */
    async active(pids: readonly number[]): Promise<ReadonlySet<number>> {
      const client: Client & pg.PoolClient = await pool.connect()
      try {
        const { rows } = await client.query<{ pid: number; own: number }>(
          `select pid, pg_backend_pid() as own from pg_stat_activity
            where pid = pg_backend_pid() or (state not in ('idle', 'idle in transaction') and pid = any($1))`,
          [pids],
        )
        client.release()
        return new Set(rows[0]?.own === client.processID ? rows.map(({ pid }) => pid) : pids)
      } catch (error) {
        client.release(true)
        throw error
      }
    },
    async cancel(pid: number): Promise<void> {
      await pool.query('select pg_cancel_backend($1)', [pid])
    },
    close: () => pool.end(),
  }
}
