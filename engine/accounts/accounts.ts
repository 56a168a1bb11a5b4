import { dayAt, type Language } from '#model'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, Problem } from '../errors.ts'
import type { FirstUser } from '../system/create-administrator.ts'
import { writeAccountEntry } from './account-entry.ts'
import { createKey, keysOf, revokeKey, type ApiKey } from './api-keys.ts'
import { authentication, type Authenticated, type Proof } from './authentication.ts'
import { deviceOf, rememberDevice } from './known-devices.ts'
import { accountLinks, type AccountLinks, type LinkParts } from './account-links.ts'
import {
  entrance,
  writeFailure,
  type Entered,
  type Entrance,
  type Origin,
  type SignedIn,
} from './entrance.ts'
import { openOpenId, type OpenId } from './open-id/open-id.ts'
import type { MakeUser } from './open-id/whom-to-let-in.ts'
import { limitRate, networkOf } from './limit-rate.ts'
import { noticeMail } from './notice-mail.ts'
import { formerAddressJob } from './tell-of-address.ts'
import { presenceProof, type PresenceProof } from './proof-of-presence.ts'
import type { Sealing } from './sealing.ts'
import { secondFactors, type SecondFactors } from './second-factors.ts'
import { isStillKept, keepHash, keptHash, knownOf } from './kept-password.ts'
import { hashPassword, isPassword } from './password.ts'
import {
  endAllSessions,
  endReplaced,
  endSession,
  endSessions,
  holdSession,
  openSession,
  sessionsOf,
  type Lifetime,
  type Session,
} from './sessions.ts'
import { createSetupLink, hasUsers, useSetupLink } from './setup-link.ts'
import { openSeeAs, type SeeAs } from './see-as.ts'
import { signInThrottle } from './sign-in-throttle.ts'
import { said } from '../said/said.ts'
import { waysIn, type WayIn } from './ways-in.ts'

export type Accounts = {
  /** Who stands behind a session's cookie or a key, or null. */
  authenticate(proof: Proof): Promise<Authenticated | null>
  /**
   * Throws a 401 `wrongPassword`, the same for a wrong e-mail, and a 429 with `retryAfterSeconds` after
   * many failures.
   */
  signIn(given: SignIn): Promise<Entered>
  /** The second step, passkeys, and whoever others vouch for. */
  readonly entrance: Entrance
  /** Authenticators, passkeys and recovery codes. */
  readonly factors: SecondFactors
  /** Providers elsewhere that vouch for people. */
  readonly openId: OpenId
  /** Shows that it is still the person who signed in. */
  readonly presence: PresenceProof
  /** Throws a 429 where strangers of a network ask for something too often. */
  limit(rate: { what: string; address: string | null; most?: number }): Promise<void>
  sessions(user: string): Promise<Session[]>
  /** How each active user comes in. */
  waysIn(): Promise<WayIn[]>
  /** How long a session lasts unused, and at the longest. */
  readonly lifetime: Lifetime
  endSession(ending: Parameters<typeof endSession>[1]): Promise<void>
  endAllSessions(ending: Parameters<typeof endAllSessions>[1]): Promise<void>
  /** Ends the session of a token, for the browser that had it has signed in anew. */
  endReplaced(token: string, address: string): Promise<void>
  /** Links with which people set their own password. */
  readonly links: AccountLinks
  /** Sets the password of whose link it is, and signs them in. Throws as `links.use` does. */
  enterByLink(given: Origin & { token: string; password: string }): Promise<Entered>
  /** Throws a 403 where the present password is wrong. Other sessions of the user end. */
  changePassword(change: PasswordChange): Promise<void>
  /** Sets a password without asking for the present one: for an administrator, and the command line. */
  setPassword(change: {
    user: string
    password: string
    by?: string
    source: string
    address?: string | null
  }): Promise<void>
  createKey(wanted: Parameters<typeof createKey>[2]): ReturnType<typeof createKey>
  /** Of one user, or with null of everybody. */
  keys(user: string | null): Promise<ApiKey[]>
  revokeKey(revoked: Parameters<typeof revokeKey>[1]): Promise<void>
  /** The secret of the one-time set-up link, or null where there are users already. */
  setupLink(): Promise<string | null>
  hasUsers(): Promise<boolean>
  /** Administrators who look at Kontor through somebody else's eyes. */
  readonly seeAs: SeeAs
  /**
   * Makes the first administrator, signed in. Throws a 403 `setupOver` where the link does not open any
   * more.
   */
  setUp(given: SetUp): Promise<SignedIn>
  /** The id of the user with the e-mail, or undefined. */
  userByEmail(email: string): Promise<string | undefined>
  /** Throws a 404 where there is no such user. */
  emailOf(user: string): Promise<string>
}

export type SignIn = Origin & { readonly email: string; readonly password: string }
export type SetUp = Origin & {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly language?: Language | null
}
export type PasswordChange = {
  readonly user: string
  readonly present: string
  readonly password: string
  /** The session that goes on. */
  readonly session: string | null
  readonly source: string
  readonly address?: string | null
}

/** What the accounts need of the rest of the engine. */
export type AccountParts = LinkParts & {
  readonly sealing: Sealing
  /** Makes the first user with the post of the administrator, through the door. Gives the id. */
  readonly createAdministrator: (tx: Transaction, user: FirstUser) => Promise<string>
  /** Makes a user who comes in by a provider for the first time, through the door. */
  readonly makeUser: MakeUser
}

/** Who may come in, by what means: passwords, sessions, keys and the first administrator's link. */
export function openAccounts(parts: AccountParts): Accounts {
  const { database } = parts
  const throttle = signInThrottle(database, undefined, async () => ({
    freeFailures: await parts.settings.get<number>('signIn.freeFailures'),
    longestWaitSeconds: await parts.settings.get<number>('signIn.longestWaitSeconds'),
  }))
  const tell = noticeMail(parts)
  parts.jobs.declare(formerAddressJob((work) => database.transaction(work), tell))
  const links = accountLinks(parts, tell)
  const today = async () => dayAt(Date.now(), (await parts.settings.group()).timeZone)
  const factors = secondFactors({
    ...parts,
    tell,
    endSessions: (tx, user) => endSessions(database, tx, user, null),
    today,
  })
  const lifetime = lifetimeIn(parts)
  const door = entrance({ database, factors, throttle, lifetime, tell })
  return {
    links,
    entrance: door,
    factors,
    openId: openOpenId({ ...parts, door, tell, today }),
    presence: presenceProof(database, throttle),
    limit: ({ what, address, most = 60 }) =>
      limitRate(database, { what, who: networkOf(address), most, seconds: 600 }),
    async enterByLink(given) {
      const { user, hash } = await links.use(given)
      return door.enter(user, given, (tx) => isStillKept(tx, user, hash))
    },
    authenticate: authentication(database, lifetime),
    signIn: (given) => signIn(database, throttle, door, given),
    sessions: (user) => sessionsOf(database, user),
    waysIn: () => waysIn(database),
    lifetime,
    endSession: (ending) => endSession(database, ending),
    endAllSessions: (ending) => endAllSessions(database, ending),
    endReplaced: (token, address) => endReplaced(database, token, address),
    changePassword: (change) => changePassword(database, throttle, tell, change),
    async setPassword({ user, password, ...by }) {
      const known = await knownOf(database, user)
      const hash = await hashPassword(password, [known.email, known.name])
      await database.transaction(async (tx) => {
        const isFirst = (await keptHash(tx, user)) === null
        await keepHash(tx, user, hash)
        await endSessions(database, tx, user, null)
        await writeAccountEntry(tx, { user, ...by, action: 'setPassword' })
        if (!isFirst) await tell(tx, user, 'password')
      })
    },
    createKey: (wanted) => createKey(database, tell, wanted),
    keys: (user) => keysOf(database, user),
    revokeKey: (revoked) => revokeKey(database, revoked),
    setupLink: () => createSetupLink(database),
    hasUsers: () => hasUsers(database),
    seeAs: openSeeAs(database),
    setUp: (given) => setUp(parts, lifetime, given),
    emailOf: async (user) => (await knownOf(database, user)).email,
    async userByEmail(email) {
      const [row] = await database.query<{ id: string }>(
        sql`select id from "user" where lower(email) = lower(${email.trim()})`,
      )
      return row?.id
    },
  }
}

/** ASVS 3.3.2, level 2: 12 hours, or 30 minutes unused. */
const levelTwo = { idleHours: 0.5, longestDays: 0.5 }

function lifetimeIn({ settings }: AccountParts): Lifetime {
  return async () =>
    (await settings.get<boolean>('signIn.levelTwo'))
      ? levelTwo
      : {
          idleHours: await settings.get<number>('signIn.idleHours'),
          longestDays: await settings.get<number>('signIn.longestDays'),
        }
}

type Throttle = ReturnType<typeof signInThrottle>

async function signIn(database: Database, throttle: Throttle, door: Entrance, given: SignIn) {
  const email = given.email.trim().slice(0, 320)
  const [known] = await database.query<{ id: string; hash: string | null; active: boolean }>(
    sql`select u.id, u.active, c.password_hash as hash
        from "user" u left join credential c on c."user" = u.id where lower(u.email) = lower(${email})`,
    { name: 'sign in' },
  )
  const device = await deviceOf(database, email, given.device)
  const user = await throttle.run(
    { email, address: given.address, device },
    async () => {
      const standing = device === null ? 'stranger' : 'known'
      const right = await isPassword(given.password, known?.hash ?? null, standing)
      return right && known?.active ? known.id : null
    },
    async (failures) => {
      // Not waited for: where there is such a user the answer would take longer by a write to the disk. What
      // cannot be written down leaves the refusal as it is.
      if (known) void writeFailure(database, known.id, given.address, failures).catch(() => {})
    },
  )
  if (user === null) throw wrongPassword()
  // The hash was read before the attempt waited for its turn.
  return door.enter(user, given, (tx) => isStillKept(tx, user, known?.hash ?? null))
}

async function changePassword(
  database: Database,
  throttle: Throttle,
  tell: ReturnType<typeof noticeMail>,
  change: PasswordChange,
): Promise<void> {
  const { email, name } = await knownOf(database, change.user)
  const known = await keptHash(database, change.user)
  // A session that somebody left open must not become a way to guess the password behind it.
  const right = await throttle.run(
    { email, address: `change ${change.user}` },
    async () => ((await isPassword(change.present, known, 'known')) ? true : null),
    (failures) => writeFailure(database, change.user, change.address ?? null, failures),
  )
  if (!right) {
    const message = said('This is not your present password. Type it again.')
    throw new Problem(403, 'wrongPassword', message, {
      errors: [{ field: 'present', code: 'wrongPassword', message }],
    })
  }
  const hash = await hashPassword(change.password, [email, name])
  await database.transaction(async (tx) => {
    // Another change may have come before, which ended this session.
    await holdSession(tx, change.user, change.session)
    await keepHash(tx, change.user, hash)
    await endSessions(database, tx, change.user, change.session)
    const { user, source, address = null } = change
    await writeAccountEntry(tx, { user, source, address, action: 'changePassword' })
    await tell(tx, change.user, 'password')
  })
}

async function setUp({ database, createAdministrator }: AccountParts, lifetime: Lifetime, given: SetUp) {
  const name = given.name.trim()
  if (name === '') throw fieldErrors([{ field: 'name', code: 'required', message: said('Write your name.') }])
  const hash = await hashPassword(given.password, [given.email, name], 'stranger')
  return database.transaction(async (tx) => {
    await useSetupLink(tx, given.token)
    const user = await createAdministrator(tx, {
      name,
      email: given.email.trim(),
      language: given.language ?? 'en',
    })
    await keepHash(tx, user, hash)
    await writeAccountEntry(tx, { user, action: 'setUp', source: 'web', address: given.address })
    const session = await openSession(tx, user, { ...given, ...(await lifetime()) })
    return { ...session, user, device: await rememberDevice(tx, user, null) }
  })
}

function wrongPassword(): Problem {
  return new Problem(
    401,
    'wrongPassword',
    said('The e-mail or the password is not right. Check both, then try again.'),
  )
}
