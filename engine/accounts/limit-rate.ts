import { createHash } from 'node:crypto'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

export type Rate = {
  /** What is asked for, and by whom or for whom: kept as a hash only. */
  readonly what: string
  readonly who: string
  readonly most: number
  readonly seconds: number
}

/**
 * Counts one more; the seconds to wait where that is too many within the time, else null. The count is in
 * the database, so that several processes count together.
 */
export async function overRate(connection: Connection, rate: Rate): Promise<number | null> {
  const key = createHash('sha256').update(`${rate.what} ${rate.who}`).digest('base64url')
  // What began in the future began while the clock was ahead, and would not be over until then.
  const isOver = sql`(r.since < now() - make_interval(secs => ${rate.seconds}) or r.since > clock_timestamp())`
  const [row] = await connection.query<{ count: number; left: number }>(
    sql`insert into rate_count as r (key, since, count) values (${key}, now(), 1)
        on conflict (key) do update set
          count = case when ${isOver} then 1
                       else least(r.count + 1, 1000000) end,
          since = case when ${isOver} then now() else r.since end
        returning count, extract(epoch from since - now())::float8 + ${rate.seconds}::float8 as left`,
    { name: 'rate' },
  )
  if (Math.random() < 0.01)
    await connection.query(sql`delete from rate_count where since < now() - interval '1 day'`)
  return row && row.count > rate.most ? Math.max(1, Math.ceil(row.left)) : null
}

/** The same, as a 429 that says how long to wait. */
export async function limitRate(connection: Connection, rate: Rate): Promise<void> {
  const seconds = await overRate(connection, rate)
  if (seconds === null) return
  throw new Problem(
    429,
    'tooOften',
    said('This was asked for too often from your network. Wait {seconds} s, then try again.', { seconds }),
    { retryAfterSeconds: seconds },
  )
}

/** The network of an address: people at home have a whole /64 of IPv6 to themselves. */
export function networkOf(address: string | null): string {
  if (address === null || !address.includes(':')) return address ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  const [head = '', tail = ''] = address.toLowerCase().split('::')
  const [left, right] = [head.split(':').filter(Boolean), tail.split(':').filter(Boolean)]
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const all = address.includes('::') ? [...left, ...zeros, ...right] : left
  return `${all.slice(0, 4).join(':')}::/64`
}
