import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { networkOf } from './limit-rate.ts'

export type SignInAttempt = {
  readonly email: string
  readonly address: string | null
  /** The secret of a browser from which this user has signed in before. */
  readonly device?: string | null
}

export type SignInThrottle = {
  /** Runs an attempt: at once, later, or not at all (a 429), depending on how many failed before it. */
  run<T>(
    attempt: SignInAttempt,
    work: () => Promise<T | null>,
    /** Hears how often it failed for this e-mail lately. */
    failed?: (failures: number) => Promise<void>,
  ): Promise<T | null>
}

const forgetMinutes = 15
const freeFailuresOfMany = 30
/**
 * At once from one network, for one e-mail from one network, and for one e-mail from everywhere: a burst must
 * not run before any of it is counted. `failing`: from a network that was wrong for many.
 */
const mostPending = { network: 100, failing: 4, pair: 2, email: 64 }
/** A browser that is known guesses itself out of that with so many failures. */
const mostOfDevice = 20

/** How often somebody may be wrong before they have to wait, and for how long they wait at the most. */
export type Patience = { readonly freeFailures: number; readonly longestWaitSeconds: number }

/**
 * Slows down whoever guesses passwords. For one e-mail from one address the wait doubles with each
 * failure, up to a longest; for many e-mails from one address, or one e-mail from many, each attempt takes
 * longer and few run at a time. Nobody is ever locked out: right after the wait the right password works, and
 * strangers who guess at somebody from everywhere neither slow down nor crowd out the browsers that are
 * known of theirs.
 */
export function signInThrottle(
  connection: Connection,
  sleep: (milliseconds: number) => Promise<unknown> = pause,
  patience: () => Promise<Patience> = async () => ({ freeFailures: 5, longestWaitSeconds: 60 }),
): SignInThrottle {
  const pending = new Map<string, number>()
  return {
    async run(attempt, work, failed) {
      const device = attempt.device ? hashed(`device ${attempt.device}`) : null
      if (device !== null && ((await load(connection, [device])).get(device)?.failures ?? 0) < mostOfDevice)
        return limited(pending, [[device, mostPending.pair]], async () => {
          refuseWithinWait((await load(connection, [device])).get(device), await patience())
          return ended([device], device, device, failed, await work())
        })
      const keys = keysOf(attempt)
      const limits = [
        [keys.address, mostPending.network],
        [keys.pair, mostPending.pair],
        [keys.email, mostPending.email],
      ] as const
      return limited(pending, limits, () => counted(keys, work, failed))
    },
  }
  /** What was wrong before is looked up once it is this attempt's turn. */
  async function counted<T>(
    keys: ReturnType<typeof keysOf>,
    work: () => Promise<T | null>,
    failed: ((failures: number) => Promise<void>) | undefined,
  ): Promise<T | null> {
    const failures = await load(connection, Object.values(keys))
    refuseWithinWait(failures.get(keys.pair), await patience())
    const most = Math.max(...[keys.email, keys.address].map((key) => failures.get(key)?.failures ?? 0))
    const attempt = async () => ended(Object.values(keys), keys.pair, keys.email, failed, await work())
    if (most < freeFailuresOfMany) return attempt()
    return limited(pending, [[`failing ${keys.address}`, mostPending.failing]], async () => {
      await sleep(Math.min(3_000, 100 * (most - freeFailuresOfMany + 5)))
      return attempt()
    })
  }
  /** Counts a failure under the keys, or forgets those of whoever was right. */
  async function ended<T>(
    all: readonly string[],
    own: string,
    told: string,
    failed: ((failures: number) => Promise<void>) | undefined,
    done: T | null,
  ): Promise<T | null> {
    if (done === null) {
      const counted = await remember(connection, all)
      await failed?.(counted.get(told) ?? 1)
    } else await forget(connection, own)
    return done
  }
}

type Failures = { readonly failures: number; readonly seconds: number }

function keysOf({ email, address }: SignInAttempt): { pair: string; email: string; address: string } {
  const [who, where] = [email.toLowerCase(), networkOf(address)]
  return {
    pair: hashed(`pair ${who} ${where}`),
    email: hashed(`email ${who}`),
    address: hashed(`address ${where}`),
  }
}

/** People type passwords into the wrong box; what they typed there is not kept. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

async function load(connection: Connection, keys: readonly string[]): Promise<Map<string, Failures>> {
  const rows = await connection.query<{ key: string; failures: number; seconds: number }>(
    sql`select key, failures, extract(epoch from now() - last_at)::float8 as seconds from sign_in_failure
        where key = any(${keys}) and last_at > now() - make_interval(mins => ${forgetMinutes})`,
  )
  return new Map(rows.map((row) => [row.key, row]))
}

function refuseWithinWait(known: Failures | undefined, { freeFailures, longestWaitSeconds }: Patience): void {
  if (!known || known.failures < freeFailures) return
  const wait = Math.min(longestWaitSeconds, 2 ** (known.failures - freeFailures))
  if (known.seconds < wait) throw slowDown(Math.ceil(wait - known.seconds))
}

async function limited<T>(
  pending: Map<string, number>,
  limits: readonly (readonly [key: string, most: number])[],
  work: () => Promise<T>,
): Promise<T> {
  if (limits.some(([key, most]) => (pending.get(key) ?? 0) >= most)) throw slowDown(3)
  const keys = limits.map(([key]) => key)
  for (const key of keys) pending.set(key, (pending.get(key) ?? 0) + 1)
  try {
    return await work()
  } finally {
    for (const key of keys) {
      const left = (pending.get(key) ?? 1) - 1
      if (left > 0) pending.set(key, left)
      else pending.delete(key)
    }
  }
}

async function remember(connection: Connection, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await connection.query<{ key: string; failures: number }>(
    sql`insert into sign_in_failure (key, failures, last_at) select key, 1, now() from unnest(${[...keys].sort()}::text[]) key
        on conflict (key) do update set last_at = now(),
          failures = case when sign_in_failure.last_at > now() - make_interval(mins => ${forgetMinutes})
                          then least(sign_in_failure.failures + 1, 1000) else 1 end
        returning key, failures`,
  )
  if (Math.random() < 0.01)
    await connection.query(sql`delete from sign_in_failure where last_at < now() - interval '1 day'`)
  return new Map(rows.map(({ key, failures }) => [key, failures]))
}

async function forget(connection: Connection, key: string): Promise<void> {
  await connection.query(sql`delete from sign_in_failure where key = ${key}`)
}

function slowDown(seconds: number): Problem {
  return new Problem(
    429,
    'slowDown',
    said('Signing in failed several times. Wait {seconds} s, then try again.', { seconds }),
    { retryAfterSeconds: seconds },
  )
}
