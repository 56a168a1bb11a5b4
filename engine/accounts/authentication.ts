import type { Database } from '../database/database.ts'
import type { Scope } from '../access/narrow-access.ts'
import { remembered } from '../database/remembered.ts'
import { sql } from '../database/sql.ts'
import { keyPrefix } from './api-keys.ts'
import { secretDigest } from './secret.ts'
import type { Lifetime } from './sessions.ts'

export type Authenticated = {
  readonly user: string
  /** By a session of a person, or by the key of a program. */
  readonly by: 'session' | 'key'
  /** Of the session or key. */
  readonly id: string
  /** Of a session: whether more than a password was shown; a key counts as if it was. */
  readonly secondFactor: boolean
  /** When it was last shown who sits there, on the clock of `performance.now()`; of a key never. */
  readonly provedAt: number
  /** Of a key that carries less than its user may do. */
  readonly scope: Scope | null
}

/** The token of a session's cookie, or the key that a program sends. */
export type Proof = { readonly session?: string | null | undefined; readonly key?: string | null | undefined }

/**
 * Times are kept on the clock of `performance.now()`, by what the database says is left: the clock of this
 * machine may be set forwards or back without signing anybody out, or keeping anybody in.
 */
type Entry = Authenticated & { readonly expires: number | null; touched: number }

const touchSessionMilliseconds = 10 * 60_000
const touchKeyMilliseconds = 60_000
const longestSecret = 200

/**
 * Says who stands behind a cookie or key, or null. A lifetime that was made shorter holds for open
 * sessions too. Answers from memory as long as it is certain that nobody ended the session, revoked the
 * key or deactivated the user.
 */
export function authentication(
  database: Database,
  lifetime: Lifetime,
): (proof: Proof) => Promise<Authenticated | null> {
  const known = remembered<Entry | undefined>(
    database,
    ['kontor_session', 'kontor_access', 'kontor_settings'],
    20_000,
  )
  return async ({ session, key }) => {
    const secret = key ?? session
    if (!secret || secret.length > longestSecret) return null
    const by = key ? 'key' : 'session'
    if (by === 'key' && !secret.startsWith(keyPrefix)) return null
    const hash = secretDigest(secret)
    const digest = Buffer.from(hash, 'base64')
    const entry = await known.get(`${by} ${hash}`, async () => find(database, by, digest, await lifetime()))
    if (!entry || (entry.expires !== null && entry.expires < performance.now())) return null
    touch(database, entry, lifetime)
    const { user, id, secondFactor, provedAt, scope } = entry
    return { user, by, id, secondFactor, provedAt, scope }
  }
}

type Row = Omit<Entry, 'by' | 'touched' | 'provedAt'> & {
  readonly touched: number | null
  readonly provedAt: number | null
}

async function find(
  database: Database,
  by: 'session' | 'key',
  hash: Buffer,
  lasting: Awaited<ReturnType<Lifetime>>,
): Promise<Entry | undefined> {
  const { idle, longest } = seconds(lasting)
  const [row] = await database.query<Row>(
    by === 'session'
      ? sql`select s.id, s."user", ${fromNow('l.ends')} as expires, ${fromNow('s.seen_at')} as touched,
                   s.second_factor as "secondFactor", ${fromNow('s.proved_at')} as "provedAt", null as scope
            from session s join "user" u on u.id = s."user",
              lateral (select least(s.expires_at, s.seen_at + make_interval(secs => ${idle}),
                                    s.created_at + make_interval(secs => ${longest})) as ends) l
            where s.token_hash = ${hash} and l.ends > now() and u.active`
      : sql`select k.id, k."user", ${fromNow('k.expires_at')} as expires,
                   ${fromNow('k.last_used_at')} as touched,
                   true as "secondFactor", null as "provedAt", k.scope
            from api_key k join "user" u on u.id = k."user"
            where k.key_hash = ${hash} and k.revoked_at is null and u.active
              and (k.expires_at is null or k.expires_at > now())`,
    { name: `authenticate ${by}` },
  )
  if (!row) return undefined
  const now = performance.now()
  const at = (left: number | null) => (left === null ? null : now + left)
  return {
    ...row,
    by,
    expires: at(row.expires),
    touched: at(row.touched) ?? -Infinity,
    provedAt: at(row.provedAt) ?? -Infinity,
  }
}

/** Milliseconds from now until then, by the database's clock. */
function fromNow(column: string) {
  return { parts: [`(extract(epoch from ${column} - clock_timestamp()) * 1000)::float8`], values: [] }
}

/** Notes the use now and then, beside the request: neither waits for it nor fails with it. */
function touch(database: Database, entry: Entry, lifetime: Lifetime): void {
  const now = performance.now()
  if (now - entry.touched < (entry.by === 'session' ? touchSessionMilliseconds : touchKeyMilliseconds)) return
  entry.touched = now
  const noted =
    entry.by === 'session' ? touchSession(database, entry.id, lifetime) : touchKey(database, entry.id)
  noted.then(
    ([row]) => row && Object.assign(entry, { expires: performance.now() + row.left }),
    () => {
      // Noted by the next use instead.
      entry.touched = -Infinity
    },
  )
}

function seconds({ idleHours, longestDays }: Awaited<ReturnType<Lifetime>>) {
  return { idle: idleHours * 3_600, longest: longestDays * 86_400 }
}

/** It goes on for as long as it is used, and ends for good at its longest. */
async function touchSession(database: Database, id: string, lifetime: Lifetime) {
  const { idle, longest } = seconds(await lifetime())
  return database.query<{ left: number }>(
    sql`update session set seen_at = now(),
          expires_at = least(now() + make_interval(secs => ${idle}), created_at + make_interval(secs => ${longest}))
        where id = ${id} returning ${fromNow('expires_at')} as left`,
  )
}

function touchKey(database: Database, id: string) {
  return database.query<{ left: number }>(
    sql`update api_key set last_used_at = now()
        where id = ${id} and (last_used_at is null or last_used_at < now() - interval '55 seconds')`,
  )
}
