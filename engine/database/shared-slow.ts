import { newId } from '#model'
import type { Database } from './database.ts'
import type { SlowStatement } from './slow-statements.ts'
import { sql } from './sql.ts'

/** What was slow in any of the processes on this database. */
export type SharedSlow = {
  /** This process has noted one: it is shared soon, together with others. */
  plan(): void
  /** Of all processes in the last days, those that took longest first. */
  list(): Promise<SlowStatement[]>
  /** Shares the rest, for a process that ends. */
  stop(): Promise<void>
}

const soonMilliseconds = 2_000
const keptDays = 7
const mostShown = 50

/** Each process writes down its own, and reads those of all: whichever answers says the same. */
export function sharedSlow(
  database: Pick<Database, 'query' | 'slow'>,
  log: (text: string, error?: unknown) => void,
): SharedSlow {
  const process = newId()
  let timer: NodeJS.Timeout | undefined
  let told = ''

  async function share(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const own = database.slow()
    const text = JSON.stringify(own)
    if (text === told || own.length === 0) return
    await database.query(
      sql`insert into slow_statement (process, fingerprint, statement, count, longest_milliseconds, last_at)
          select ${process}::uuid, s.fingerprint, s.text, s.count, s."longestMilliseconds", s."lastAt"
          from jsonb_to_recordset(${text}::jsonb)
            s(fingerprint text, text text, count bigint, "longestMilliseconds" bigint, "lastAt" timestamptz)
          on conflict (process, fingerprint) do update set count = excluded.count,
            longest_milliseconds = excluded.longest_milliseconds, last_at = excluded.last_at`,
    )
    await database.query(
      sql`delete from slow_statement where last_at < now() - make_interval(days => ${keptDays}::integer)`,
    )
    told = text
  }

  // What was slow once is no reason to fail: it is told with the next.
  const quietly = () => share().catch((error: unknown) => log('Slow statements could not be shared.', error))
  return {
    plan: () => void (timer ??= setTimeout(() => void quietly(), soonMilliseconds).unref()),
    async list() {
      await share()
      const rows = await database.query<{
        fingerprint: string
        text: string
        count: string
        longest: string
        at: string
      }>(
        sql`select fingerprint, max(statement) as text, sum(count) as count, max(longest_milliseconds) as longest,
              to_char(max(last_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
            from slow_statement where last_at > now() - make_interval(days => ${keptDays}::integer)
            group by fingerprint order by max(longest_milliseconds) desc, fingerprint limit ${mostShown}`,
      )
      return rows.map(({ fingerprint, text, count, longest, at }) => ({
        ...{ fingerprint, text, count: Number(count) },
        ...{ longestMilliseconds: Number(longest), lastAt: at },
      }))
    },
    stop: quietly,
  }
}
