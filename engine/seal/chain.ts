import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { chainState, type ChainState } from './chain-state.ts'
import { headWriter } from './head-file.ts'
import { sealNext } from './seal-next.ts'

export type ChainParts = {
  readonly database: Database
  /** A folder outside of this installation, in which the head of the chain is kept. */
  readonly headFolder?: string | undefined
  readonly log: (text: string, error?: unknown) => void
}

/** The chain over the log, from which nothing can vanish unseen. */
export type Chain = {
  state(): Promise<ChainState>
  /** Seals all that can be sealed now, and gives the number of entries. */
  seal(): Promise<number>
  /** Seals what is written from now on, within five seconds of the end of all older transactions. */
  start(): void
  /** Stops, once what is being sealed is sealed. */
  stop(): Promise<void>
}

const everyMilliseconds = 2_000

/**
 * Seals the log while a server runs. Nobody tells it to: a notice of each write would make writers wait for
 * each other. It asks the index of transactions, every two seconds, which costs an idle system nothing that
 * can be measured.
 */
export function openChain(parts: ChainParts): Chain {
  const { database, log } = parts
  const keepHead = headWriter(parts)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()
  let stopping = false
  let sealedBelow: string | null = null
  let waiting = false

  async function seal(): Promise<number> {
    let count = 0
    for (;;) {
      const sealed = await sealNext(database, sealedBelow === null ? {} : { from: sealedBelow })
      sealedBelow = sealed?.until ?? sealedBelow
      count += sealed?.entries ?? 0
      if (!sealed?.more || stopping) return count
    }
  }

  async function look(): Promise<void> {
    try {
      if (await isSomethingOpen(database, sealedBelow)) await seal()
      await keepHead()
      waiting = false
    } catch (error) {
      // The database is away; the next look comes in two seconds. Said once, however long it takes.
      if (!waiting) log('The log is sealed as soon as the database is back.', error)
      waiting = true
    }
  }

  function plan(): void {
    timer = setTimeout(() => {
      running = look().finally(() => {
        if (!stopping) plan()
      })
    }, everyMilliseconds).unref()
  }

  return {
    state: () => chainState(database),
    seal,
    start() {
      stopping = false
      if (!timer) plan()
    },
    async stop() {
      stopping = true
      clearTimeout(timer)
      timer = undefined
      await running
    },
  }
}

async function isSomethingOpen(database: Database, sealedBelow: string | null): Promise<boolean> {
  if (sealedBelow === null) return true
  const found = await database.query(
    sql`select 1 from audit_entry
        where tx >= ${sealedBelow}::xid8 and tx < pg_snapshot_xmin(pg_current_snapshot()) limit 1`,
    { name: 'unsealed' },
  )
  return found.length > 0
}
