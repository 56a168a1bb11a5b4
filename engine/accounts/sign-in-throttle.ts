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
  /**
   * What is tried is so short that networks must not add up: all that are not known wait as one. Only for
   * whoever has shown something else before, or strangers could keep people out.
   */
  readonly asOne?: boolean
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
 * So many failures for one e-mail count against the network that they come from: whoever guesses at one
 * account slows nobody else in the house, and whoever tries many accounts is soon known for it.
 */
const mostOfOneEmail = 3
/**
 * At once from one network, for one e-mail from one network, and for one e-mail from everywhere: a burst must
 * not run before any of it is counted. `failing`: from a network that was wrong for many; there so many more
 * wait for their turn, so that whoever comes while others guess is let in a little later, not sent away.
 */
const mostPending = { network: 100, failing: 4, pair: 2, email: 64 }
const mostInLine = 20
/** A browser that is known guesses itself out of that with so many failures; with fewer of a short code. */
const mostOfDevice = { whole: 20, short: 5 }

/** How often somebody may be wrong before they have to wait, and for how long they wait at the most. */
export type Patience = { readonly freeFailures: number; readonly longestWaitSeconds: number }

/**
 * Slows down whoever guesses passwords. For one e-mail from one address the wait doubles with each
 * failure, up to a longest, and nobody else of that address waits for it; for many e-mails from one
 * address, or one e-mail from many, each attempt takes longer and few run at a time, in the order in
 * which they came. Nobody is ever locked out: right after the wait the right password works, and
 * strangers who guess at somebody from everywhere neither slow down nor crowd out the browsers that are
 * known of theirs.
 */
export function signInThrottle(
  connection: Connection,
  sleep: (milliseconds: number) => Promise<unknown> = pause,
  patience: () => Promise<Patience> = async () => ({ freeFailures: 5, longestWaitSeconds: 60 }),
): SignInThrottle {
  const pending = new Map<string, number>()
  const lines = new Map<string, Line>()
  return {
    async run(attempt, work, failed) {
      const device = attempt.device ? hashed(`device ${attempt.device}`) : null
      const most = attempt.asOne === true ? mostOfDevice.short : mostOfDevice.whole
      if (device !== null && ((await load(connection, [device])).get(device)?.failures ?? 0) < most)
        return limited(pending, [[device, mostPending.pair]], async () => {
          refuseWithinWait((await load(connection, [device])).get(device), await patience())
          return ended({ own: device, told: device, all: [device], network: null }, failed, await work())
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
    const { pair, email, address } = keys
    const attempt = async () =>
      ended({ own: pair, told: email, all: [pair, email], network: address }, failed, await work())
    if (most < freeFailuresOfMany) return attempt()
    return inLine(lines, address, async () => {
      await sleep(Math.min(3_000, 100 * (most - freeFailuresOfMany + 5)))
      return attempt()
    })
  }
  /** Counts a failure under the keys, or forgets those of whoever was right. */
  async function ended<T>(
    { own, told, all, network }: Counted,
    failed: ((failures: number) => Promise<void>) | undefined,
    done: T | null,
  ): Promise<T | null> {
    if (done === null) {
      const counted = await remember(connection, all)
      if (network !== null && (counted.get(own) ?? 1) <= mostOfOneEmail) await remember(connection, [network])
      await failed?.(counted.get(told) ?? 1)
    } else await forget(connection, own)
    return done
  }
}

type Counted = {
  /** What waits, and is forgotten once it was right. */
  readonly own: string
  /** Whose failures are told of. */
  readonly told: string
  readonly all: readonly string[]
  readonly network: string | null
}

type Failures = { readonly failures: number; readonly seconds: number }

function keysOf({ email, address, asOne }: SignInAttempt): { pair: string; email: string; address: string } {
  const [who, where] = [email.toLowerCase(), networkOf(address)]
  return {
    pair: hashed(asOne === true ? `one ${who}` : `pair ${who} ${where}`),
    email: hashed(`email ${who}`),
    address: hashed(`address ${where}`),
  }
}

/** People type passwords into the wrong box; what they typed there is not kept. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** What is from the future is from a clock that was ahead, and would keep somebody waiting until then. */
const notFromAhead = sql`sign_in_failure.last_at <= clock_timestamp() + interval '1 minute'`

async function load(connection: Connection, keys: readonly string[]): Promise<Map<string, Failures>> {
  const rows = await connection.query<{ key: string; failures: number; seconds: number }>(
    sql`select key, failures, extract(epoch from now() - last_at)::float8 as seconds from sign_in_failure
        where key = any(${keys}) and last_at > now() - make_interval(mins => ${forgetMinutes})
          and ${notFromAhead}`,
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

type Line = { running: number; readonly waiting: (() => void)[] }

async function inLine<T>(lines: Map<string, Line>, key: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(key) ?? { running: 0, waiting: [] }
  lines.set(key, line)
  if (line.running >= mostPending.failing) {
    if (line.waiting.length >= mostInLine) throw slowDown(3)
    // Whoever ends hands the turn over, so the count stays.
    await new Promise<void>((resolve) => line.waiting.push(resolve))
  } else line.running += 1
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else if (--line.running === 0) lines.delete(key)
  }
}

async function remember(connection: Connection, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await connection.query<{ key: string; failures: number }>(
    sql`insert into sign_in_failure (key, failures, last_at) select key, 1, now() from unnest(${[...keys].sort()}::text[]) key
        on conflict (key) do update set last_at = now(),
          failures = case when sign_in_failure.last_at > now() - make_interval(mins => ${forgetMinutes})
                           and ${notFromAhead}
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
