import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Actor } from './actor.ts'

export type RightUse = {
  /**
   * Remembers that the right was used today, with a record that was shared by itself where one is named;
   * writes nothing yet.
   */
  note(actor: Actor, object: string, action: string, record?: string): void
  /** Writes it down: at most one row a day for each user, object, action and shared record. */
  flush(): Promise<void>
  /** Writes down the rest, for a process that ends. */
  stop(): Promise<void>
}

type Used = readonly [user: string, object: string, action: string, record: string | null]

const everyMilliseconds = 60_000
const dayMilliseconds = 86_400_000
const mostRemembered = 10_000

/**
 * On which day rights were last used, for the review of those that nobody needs. A request costs a look into
 * memory; what is new that day is written down together, once a minute. A process that is killed loses
 * at most that minute, which the next use makes good.
 */
export function openRightUse(database: Database, log: (text: string, error?: unknown) => void): RightUse {
  let day = 0
  let written = new Set<string>()
  let fresh = new Map<string, Used>()
  let timer: NodeJS.Timeout | undefined

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const rows = [...fresh.values()]
    fresh = new Map()
    if (rows.length === 0) return
    const column = (at: 0 | 1 | 2 | 3) => rows.map((row) => row[at])
    await database.query(
      sql`insert into right_use ("user", object, action, record, last_on)
          select u, o, a, r, current_date
          from unnest(${column(0)}::uuid[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::uuid[]) as n(u, o, a, r)
          on conflict on constraint right_use_once do update set last_on = excluded.last_on
            where right_use.last_on < excluded.last_on`,
    )
  }

  return {
    note({ user, source }, object, action, record) {
      if (source === 'system') return
      const today = Math.floor(Date.now() / dayMilliseconds)
      if (day !== today || written.size > mostRemembered) written = new Set()
      day = today
      const key = `${user} ${object} ${action} ${record ?? ''}`
      if (written.has(key)) return
      written.add(key)
      fresh.set(key, [user, object, action, record ?? null])
      timer ??= setTimeout(() => {
        flush().catch((error: unknown) => log('The use of rights could not be written down.', error))
      }, everyMilliseconds).unref()
    },
    flush,
    stop: () => flush().catch((error: unknown) => log('The use of rights could not be written down.', error)),
  }
}
