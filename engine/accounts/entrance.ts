import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { writeAccountEntry } from './account-entry.ts'
import { askForPasskey, isStillThere, userOfPasskey, type AskForPasskey } from './passkeys.ts'
import { newCookieSecret } from './secret.ts'
import { hasFactor, type FactorParts, type SecondFactors } from './second-factors.ts'
import { isKnownDevice, rememberDevice } from './known-devices.ts'
import { openSession, type Lifetime, type OpenSession } from './sessions.ts'
import { beginStep, endStep, tryStep } from './sign-in-step.ts'
import type { SignInAttempt, signInThrottle } from './sign-in-throttle.ts'

/** Where somebody comes from: the address and browser, and the site that they see, for passkeys. */
export type Origin = {
  readonly address: string | null
  readonly agent: string | null
  readonly site?: string | undefined
  /** The secret by which the browser is known, if it is. */
  readonly device?: string | undefined
}

export type SignedIn = OpenSession & {
  readonly user: string
  readonly device: string
  readonly step?: undefined
}
/** The password was right, and something more is asked for; `step` is the secret by which it goes on. */
export type NextStep = {
  readonly step: string
  readonly ways: readonly ('code' | 'passkey')[]
  readonly passkey: AskForPasskey | null
  readonly user?: undefined
  readonly token?: undefined
  readonly device?: undefined
  readonly id?: undefined
}
export type Entered = SignedIn | NextStep

export type Entrance = {
  /**
   * Goes on after a password or a link was right, or another vouched for somebody. Throws a 401 `stepOver`
   * where that holds no more.
   */
  enter(user: string, from: Origin, holds: Holds, shown?: Shown): Promise<Entered>
  /** The second step. Throws a 401 `wrongCode` or `stepOver`, and a 429. */
  second(given: Origin & { step: string; code?: string; passkey?: unknown }): Promise<SignedIn>
  /** Begins to sign in by a passkey alone. */
  askForPasskey(site: string): Promise<{ step: string; passkey: AskForPasskey }>
  /** Throws a 401. */
  byPasskey(given: Origin & { step: string; passkey: unknown }): Promise<SignedIn>
}

/** What was shown first; who vouches for somebody may vouch for a second factor too. */
export type Shown = { readonly by: string; readonly secondFactor: boolean; readonly provider?: string | null }

/**
 * Whether what was shown is still right, asked as the session opens: to look at it takes a while, in which
 * the password may have changed. It keeps that from changing until the session is there to be ended.
 */
export type Holds = (tx: Transaction) => Promise<boolean>

type EntranceParts = {
  readonly database: Database
  readonly factors: SecondFactors
  readonly lifetime: Lifetime
  readonly throttle: ReturnType<typeof signInThrottle>
  readonly tell: FactorParts['tell']
}

/** So many wrong codes after a right password are told by mail: whoever types them may not be the user. */
const toldFailures = 5

/** The door: what is asked for after the first thing was right, and the session that is opened in the end. */
export function entrance(parts: EntranceParts): Entrance {
  const { database } = parts
  const open = async (tx: Transaction, user: string, from: Origin, shown: Shown): Promise<SignedIn> => {
    const { secondFactor, by, provider = null } = shown
    const { idleHours } = await parts.lifetime()
    const session = await openSession(tx, user, { ...from, secondFactor, idleHours, provider })
    const device = await rememberDevice(tx, user, from.device ?? null)
    const details = { by }
    await writeAccountEntry(tx, { user, action: 'signIn', source: 'web', address: from.address, details })
    return { ...session, user, device }
  }
  return {
    enter: (user, from, holds, shown = { by: 'password', secondFactor: false }) =>
      whileItHolds(database, user, holds, async (tx) => {
        if (!shown.secondFactor && (await hasFactor(tx, user))) return nextStep(tx, user, from, shown)
        return open(tx, user, from, shown)
      }),
    async second(given) {
      const begun = await tryStep(database, given.step, 'second')
      if (!begun?.user) throw stepOver()
      const { user } = begun
      const by = await parts.throttle.run(
        await attemptAtStep(database, user, given),
        () => shown(parts, { ...given, user, challenge: begun.challenge }),
        async (failures) => {
          await writeFailure(database, user, given.address, failures)
          if (failures === toldFailures) await database.transaction((tx) => parts.tell(tx, user, 'guessed'))
        },
      )
      if (by === null) throw wrongCode()
      const before = JSON.parse(begun.shown ?? '{}') as Partial<Shown>
      const all = `${before.by ?? 'password'} and ${by}`
      const shownNow = { secondFactor: true, by: all, provider: before.provider ?? null }
      // Whoever was faster with the same step is in, and a new password ends it; this one begins anew.
      const holds: Holds = async (tx) => (await endStep(tx, given.step, 'second')) !== null
      return whileItHolds(database, user, holds, (tx) => open(tx, user, given, shownNow))
    },
    async askForPasskey(site) {
      const passkey = await askForPasskey(database, null, site)
      const step = newCookieSecret()
      await beginStep(database, step, 'passkey', { user: null, challenge: passkey.challenge })
      return { step, passkey }
    },
    async byPasskey(given) {
      const begun = await endStep(database, given.step, 'passkey')
      if (!begun?.challenge) throw stepOver()
      const { challenge } = begun
      const asked = { user: null, challenge, origin: given.site ?? '', response: given.passkey }
      const user = await userOfPasskey(database, asked)
      const [known] = await database.query(sql`select 1 from "user" where id = ${user} and active`)
      if (user === null || !known) throw unknownPasskey()
      const holds: Holds = (tx) => isStillThere(tx, user, given.passkey)
      return whileItHolds(database, user, holds, (tx) =>
        open(tx, user, given, { secondFactor: true, by: 'passkey' }),
      )
    },
  }
}

/**
 * Opens what was asked for while the user is there and what they showed holds. Whoever makes them inactive,
 * gives them another password or takes away what they showed comes before, and is seen here, or after, and
 * ends what was opened.
 */
async function whileItHolds<T>(
  database: Database,
  user: string,
  holds: Holds,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    const [known] = await tx.query<{ active: boolean }>(
      sql`select active from "user" where id = ${user} for share`,
    )
    if (!known?.active || !(await holds(tx))) throw stepOver()
    return work(tx)
  })
}

/** The first failures each, later ones ever more seldom: a stranger must not be able to fill the log. */
export async function writeFailure(
  database: Database,
  user: string,
  address: string | null,
  failures: number,
): Promise<void> {
  if (failures > 4 && !Number.isInteger(Math.log2(failures))) return
  const details = { failures }
  await writeAccountEntry(database, { user, action: 'signInFailed', source: 'web', address, details })
}

async function nextStep(tx: Transaction, user: string, { site }: Origin, shown: Shown): Promise<NextStep> {
  const [has] = await tx.query<{ passkey: boolean; code: boolean }>(
    sql`select exists (select from passkey where "user" = ${user}) as passkey,
               exists (select from totp where "user" = ${user} and confirmed_at is not null)
            or exists (select from recovery_code where "user" = ${user}) as code`,
  )
  const passkey = has?.passkey && site !== undefined ? await askForPasskey(tx, user, site) : null
  const step = newCookieSecret()
  const challenge = passkey?.challenge ?? null
  await beginStep(tx, step, 'second', { user, challenge, shown: JSON.stringify(shown) })
  return {
    step,
    passkey,
    ways: [...(passkey ? ['passkey' as const] : []), ...(has?.code ? ['code' as const] : [])],
  }
}

/**
 * A code has six signs: from a thousand networks at once it would be found within hours by whoever has the
 * password, so they wait as one. A passkey cannot be guessed.
 */
async function attemptAtStep(
  database: Database,
  user: string,
  { address, device, code }: Origin & { readonly code?: string },
): Promise<SignInAttempt> {
  const isKnown = device !== undefined && (await isKnownDevice(database, user, device))
  const asOne = code !== undefined
  return { email: `second step of ${user}`, address, device: isKnown ? device : null, asOne }
}

async function shown(
  { database, factors }: EntranceParts,
  given: {
    readonly user: string
    readonly challenge: string | null
    readonly site?: string | undefined
    readonly address?: string | null
    readonly code?: string
    readonly passkey?: unknown
  },
): Promise<'code' | 'passkey' | null> {
  const { user, challenge, site = '' } = given
  if (given.code !== undefined) return (await factors.isCode(user, given.code, given.address)) ? 'code' : null
  if (challenge === null) return null
  const asked = { user, challenge, origin: site, response: given.passkey }
  return (await userOfPasskey(database, asked)) === null ? null : 'passkey'
}

function wrongCode(): Problem {
  const message = said('That is not right, or was used before. Take the next code, or another way.')
  return new Problem(401, 'wrongCode', message)
}

function stepOver(): Problem {
  return new Problem(401, 'stepOver', said('That took too long. Sign in from the beginning.'))
}

function unknownPasskey(): Problem {
  return new Problem(401, 'unknownPasskey', said('Nobody here has this passkey. Sign in with your password.'))
}
