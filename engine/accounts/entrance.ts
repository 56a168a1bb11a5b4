import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { writeAccountEntry } from './account-entry.ts'
import { askForPasskey, userOfPasskey, type AskForPasskey } from './passkeys.ts'
import { newCookieSecret } from './secret.ts'
import { hasFactor, type FactorParts, type SecondFactors } from './second-factors.ts'
import { rememberDevice } from './known-devices.ts'
import { openSession, type Lifetime, type OpenSession } from './sessions.ts'
import { beginStep, endStep, tryStep } from './sign-in-step.ts'
import type { signInThrottle } from './sign-in-throttle.ts'

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
  /** Goes on after a password or a link was right, or another vouched for somebody. */
  enter(user: string, from: Origin, shown?: Shown): Promise<Entered>
  /** The second step. Throws a 401 `wrongCode` or `stepOver`, and a 429. */
  second(given: Origin & { step: string; code?: string; passkey?: unknown }): Promise<SignedIn>
  /** Begins to sign in by a passkey alone. */
  askForPasskey(site: string): Promise<{ step: string; passkey: AskForPasskey }>
  /** Throws a 401. */
  byPasskey(given: Origin & { step: string; passkey: unknown }): Promise<SignedIn>
}

/** What was shown first; who vouches for somebody may vouch for a second factor too. */
export type Shown = { readonly by: string; readonly secondFactor: boolean; readonly provider?: string | null }

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
  const open = (user: string, from: Origin, { secondFactor, by, provider = null }: Shown) =>
    database.transaction(async (tx) => {
      const { idleHours } = await parts.lifetime()
      const session = await openSession(tx, user, { ...from, secondFactor, idleHours, provider })
      const device = await rememberDevice(tx, user, from.device ?? null)
      const details = { by }
      await writeAccountEntry(tx, { user, action: 'signIn', source: 'web', address: from.address, details })
      return { ...session, user, device }
    })
  return {
    async enter(user, from, shown = { by: 'password', secondFactor: false }) {
      if (!shown.secondFactor && (await hasFactor(database, user)))
        return nextStep(database, user, from, shown)
      return open(user, from, shown)
    },
    async second(given) {
      const begun = await tryStep(database, given.step, 'second')
      if (!begun?.user) throw stepOver()
      const { user } = begun
      const by = await parts.throttle.run(
        { email: `second step of ${user}`, address: given.address },
        () => shown(parts, { ...given, user, challenge: begun.challenge }),
        async (failures) => {
          await writeFailure(database, user, given.address, failures)
          if (failures === toldFailures) await database.transaction((tx) => parts.tell(tx, user, 'guessed'))
        },
      )
      if (by === null) throw wrongCode()
      // Whoever was faster with the same step is in; this one begins anew.
      if ((await endStep(database, given.step, 'second')) === null) throw stepOver()
      const before = JSON.parse(begun.shown ?? '{}') as Partial<Shown>
      const all = `${before.by ?? 'password'} and ${by}`
      return open(user, given, { secondFactor: true, by: all, provider: before.provider ?? null })
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
      return open(user, given, { secondFactor: true, by: 'passkey' })
    },
  }
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

async function nextStep(database: Database, user: string, { site }: Origin, shown: Shown): Promise<NextStep> {
  const [has] = await database.query<{ passkey: boolean; code: boolean }>(
    sql`select exists (select from passkey where "user" = ${user}) as passkey,
               exists (select from totp where "user" = ${user} and confirmed_at is not null)
            or exists (select from recovery_code where "user" = ${user}) as code`,
  )
  const passkey = has?.passkey && site !== undefined ? await askForPasskey(database, user, site) : null
  const step = newCookieSecret()
  const challenge = passkey?.challenge ?? null
  await beginStep(database, step, 'second', { user, challenge, shown: JSON.stringify(shown) })
  return {
    step,
    passkey,
    ways: [...(passkey ? ['passkey' as const] : []), ...(has?.code ? ['code' as const] : [])],
  }
}

async function shown(
  { database, factors }: EntranceParts,
  given: {
    readonly user: string
    readonly challenge: string | null
    readonly site?: string | undefined
    readonly code?: string
    readonly passkey?: unknown
  },
): Promise<'code' | 'passkey' | null> {
  const { user, challenge, site = '' } = given
  if (given.code !== undefined) return (await factors.isCode(user, given.code)) ? 'code' : null
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
