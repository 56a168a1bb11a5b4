import { randomBytes, randomInt } from 'node:crypto'
import { keepingAWayIn } from '../access/administrators-left.ts'
import type { Connection, Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import { writeAccountEntry, type AccountEvent } from './account-entry.ts'
import { forgetDevices } from './known-devices.ts'
import {
  askForNewPasskey,
  keepPasskey,
  passkeyName,
  passkeysOf,
  type AskForNewPasskey,
  type Passkey,
} from './passkeys.ts'
import type { Sealing } from './sealing.ts'
import { secretHash } from './secret.ts'
import { holdSession, lockUser } from './sessions.ts'
import { beginStep, endStep } from './sign-in-step.ts'
import { authenticatorAddress, base32, stepOfCode } from './totp.ts'

export type Factors = {
  /** Since when codes of an authenticator are asked for. */
  readonly totp: string | null
  readonly passkeys: readonly Passkey[]
  /** How many recovery codes are left. */
  readonly recoveryCodes: number
}

/** Who changes their own second factors, in which session. */
export type Holder = {
  readonly user: string
  readonly session: string
  readonly source: string
  readonly address?: string | null
}

export type SecondFactors = {
  of(user: string): Promise<Factors>
  /** A new secret for an authenticator; it counts once a code of it was shown. */
  newTotp(holder: Holder): Promise<{ secret: string; address: string }>
  /** Throws a 422 for a wrong code. Gives recovery codes where there were none. */
  confirmTotp(holder: Holder, code: string): Promise<{ recoveryCodes: string[] | null }>
  dropTotp(holder: Holder): Promise<void>
  askForNewPasskey(holder: Holder, origin: string): Promise<AskForNewPasskey>
  keepPasskey(
    holder: Holder,
    given: { name: unknown; response: unknown; origin: string },
  ): Promise<{ id: string; recoveryCodes: string[] | null }>
  namePasskey(holder: Holder, id: string, name: unknown): Promise<void>
  dropPasskey(holder: Holder, id: string): Promise<void>
  newRecoveryCodes(holder: Holder): Promise<string[]>
  /** Takes all of somebody's second factors away, for who has lost them; their sessions end. */
  reset(given: { user: string; by: string; source: string; address?: string | null }): Promise<void>
  /** Whether it is the present code, or a recovery code, which is used up by it. */
  isCode(user: string, code: string, address?: string | null): Promise<boolean>
}

export type FactorParts = {
  readonly database: Database
  readonly settings: Settings
  readonly sealing: Sealing
  /**
   * Tells the user by mail that something about their sign-in was changed: at their e-mail, or at the one
   * that was theirs.
   */
  readonly tell: (tx: Transaction, user: string, what: Notice, at?: string) => Promise<void>
  /** Ends all sessions of a user. */
  readonly endSessions: (tx: Transaction, user: string) => Promise<void>
  /** Where the group works. */
  readonly today: () => Promise<string>
}

export type Notice = 'secondFactor' | 'password' | 'email' | 'signIn' | 'guessed' | 'key'

const secretBytes = 20
const codesAtOnce = 10

/** What people show beside their password: an authenticator, passkeys, and codes for the worst case. */
export function secondFactors(parts: FactorParts): SecondFactors {
  const { database, sealing } = parts
  const change = <T>(
    holder: Holder,
    event: Pick<AccountEvent, 'action' | 'details'>,
    work: (tx: Transaction) => Promise<T>,
  ) => changed(parts, holder, event, work)
  return {
    of: (user) => factorsOf(database, user),
    async newTotp({ user }) {
      const secret = randomBytes(secretBytes)
      const sealed = await sealing.seal(secret, `totp ${user}`)
      const [row] = await database.query<{ email: string }>(
        sql`with kept as (
              insert into totp ("user", secret) values (${user}, ${sealed})
              on conflict ("user") do update set secret = excluded.secret, created_at = now(), last_step = 0
                where totp.confirmed_at is null returning "user"
            ) select u.email from kept join "user" u on u.id = kept."user"`,
      )
      if (!row) throw hasTotp()
      const { name } = await parts.settings.group()
      return { secret: base32(secret), address: authenticatorAddress(secret, `Kontor ${name}`, row.email) }
    },
    confirmTotp: (holder, code) =>
      change(holder, { action: 'addSecondFactor', details: { kind: 'totp' } }, async (tx) => {
        if (!(await isTotp(tx, sealing, holder.user, code, 'new'))) throw wrongCode()
        await tx.query(sql`update totp set confirmed_at = now() where "user" = ${holder.user}`)
        return { recoveryCodes: await firstRecoveryCodes(tx, holder.user) }
      }),
    dropTotp: (holder) =>
      change(holder, { action: 'removeSecondFactor', details: { kind: 'totp' } }, async (tx) => {
        const gone = await tx.query(sql`delete from totp where "user" = ${holder.user} returning 1`)
        if (gone.length === 0) throw notFound()
      }),
    ...passkeyFactors(parts, change),
    newRecoveryCodes: (holder) =>
      change(holder, { action: 'newRecoveryCodes' }, (tx) => newRecoveryCodes(tx, holder.user)),
    reset: async ({ user, ...by }) => {
      const today = await parts.today()
      await database.transaction(async (tx) => {
        const drop = async () => {
          for (const table of ['totp', 'passkey', 'recovery_code'] as const) await dropAll(tx, table, user)
        }
        await lockUser(tx, user)
        // On the machine itself it is the way out for who lost theirs.
        await (by.source === 'cli' ? drop() : keepingAWayIn(tx, today, 'passkeys', drop))
        await dropBegun(tx, user)
        await parts.endSessions(tx, user)
        await writeAccountEntry(tx, { user, ...by, action: 'resetSecondFactors' })
        await parts.tell(tx, user, 'secondFactor')
      })
    },
    isCode: (user, code, address = null) =>
      database.transaction(async (tx) => {
        if (await isTotp(tx, sealing, user, code, 'confirmed')) return true
        const used = await tx.query(
          sql`delete from recovery_code where "user" = ${user} and code_hash = ${codeHash(user, code)} returning 1`,
        )
        if (used.length === 0) return false
        await writeAccountEntry(tx, { user, source: 'web', address, action: 'useRecoveryCode' })
        return true
      }),
  }
}

type Change = <T>(
  holder: Holder,
  event: Pick<AccountEvent, 'action' | 'details'>,
  work: (tx: Transaction) => Promise<T>,
) => Promise<T>

function passkeyFactors(parts: FactorParts, change: Change) {
  const { database, settings } = parts
  return {
    async askForNewPasskey(holder: Holder, origin: string) {
      const [user] = await database.query<{ id: string; name: string; email: string }>(
        sql`select id, name, email from "user" where id = ${holder.user}`,
      )
      if (!user) throw notFound()
      const { name } = await settings.group()
      const asked = await askForNewPasskey(database, user, origin, `Kontor ${name}`)
      const { challenge } = asked
      await beginStep(database, holder.session, 'register', { user: holder.user, challenge })
      return asked
    },
    async keepPasskey(holder: Holder, given: { name: unknown; response: unknown; origin: string }) {
      const name = passkeyName(given.name)
      const begun = await endStep(database, holder.session, 'register')
      const { challenge } = begun ?? {}
      if (begun?.user !== holder.user || !challenge) throw tooLate()
      const details: Record<string, unknown> = { kind: 'passkey', name }
      return change(holder, { action: 'addSecondFactor', details }, async (tx) => {
        const kept = await keepPasskey(tx, { ...given, name, challenge, user: holder.user })
        // The entry, which is written after it, names the key.
        Object.assign(details, kept)
        return { id: kept.passkey, recoveryCodes: await firstRecoveryCodes(tx, holder.user) }
      })
    },
    async namePasskey({ user }: Holder, id: string, given: unknown) {
      const name = passkeyName(given)
      const named = await database.query(
        sql`update passkey set name = ${name} where id = ${id} and "user" = ${user} returning 1`,
      )
      if (named.length === 0) throw notFound()
    },
    async dropPasskey(holder: Holder, id: string) {
      const today = await parts.today()
      await change(
        holder,
        { action: 'removeSecondFactor', details: { kind: 'passkey', passkey: id } },
        (tx) =>
          keepingAWayIn(tx, today, 'passkey', async () => {
            const gone = await tx.query(
              sql`delete from passkey where id = ${id} and "user" = ${holder.user} returning 1`,
            )
            if (gone.length === 0) throw notFound()
          }),
      )
    },
  }
}

/**
 * Does it, writes it down, tells the user, and lets the session count as one with a second factor. Where one
 * was added, sessions that a password alone had opened end: whoever knows that was not to stay in by it.
 * Where one was removed all others end: whoever has what was lost may have come in by it.
 */
async function changed<T>(
  { database, tell }: FactorParts,
  { user, session, source, address = null }: Holder,
  event: Pick<AccountEvent, 'action' | 'details'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return database.transaction(async (tx) => {
    await holdSession(tx, user, session)
    const result = await work(tx)
    await tx.query(sql`update session set second_factor = ${await hasFactor(tx, user)} where id = ${session}`)
    if (event.action === 'removeSecondFactor') {
      await tx.query(sql`delete from session where "user" = ${user} and id <> ${session}`)
      await dropBegun(tx, user)
    }
    if (event.action === 'addSecondFactor') {
      await tx.query(
        sql`delete from session where "user" = ${user} and id <> ${session} and not second_factor`,
      )
      // A browser that a password alone made known is known again once the second factor was shown in it.
      await forgetDevices(tx, user)
    }
    // Codes without anything that they stand in for would open nothing.
    if (!(await hasFactor(tx, user))) await dropAll(tx, 'recovery_code', user)
    await writeAccountEntry(tx, { user, source, address, ...event })
    await tell(tx, user, 'secondFactor')
    await database.notify('kontor_session', user, tx)
    return result
  })
}

/** Whoever has shown a code or passkey that counts no more shows another. */
async function dropBegun(tx: Transaction, user: string): Promise<void> {
  await tx.query(sql`delete from sign_in_step where "user" = ${user} and purpose = 'second'`)
}

export async function hasFactor(connection: Connection, user: string): Promise<boolean> {
  const [row] = await connection.query<{ has: boolean }>(
    sql`select exists (select from totp where "user" = ${user} and confirmed_at is not null)
            or exists (select from passkey where "user" = ${user}) as has`,
  )
  return row?.has ?? false
}

async function factorsOf(connection: Connection, user: string): Promise<Factors> {
  const [row] = await connection.query<{ totp: string | null; codes: number }>(
    sql`select (select to_char(confirmed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                from totp where "user" = ${user}) as totp,
               (select count(*)::int from recovery_code where "user" = ${user}) as codes`,
  )
  const passkeys = await passkeysOf(connection, user)
  return { totp: row?.totp ?? null, passkeys, recoveryCodes: row?.codes ?? 0 }
}

/** Each code is taken once: whoever looked over a shoulder is too late with it. */
async function isTotp(
  tx: Transaction,
  sealing: Sealing,
  user: string,
  code: string,
  which: 'new' | 'confirmed',
): Promise<boolean> {
  const [kept] = await tx.query<{ secret: Buffer; last: string; confirmed: boolean }>(
    sql`select secret, last_step as last, confirmed_at is not null as confirmed from totp
        where "user" = ${user} for update`,
  )
  if (!kept || kept.confirmed !== (which === 'confirmed')) return false
  const secret = await sealing.open(kept.secret, `totp ${user}`)
  // Sealed under another key (KONTOR_SECRET): no code is right any more, and a recovery code still is.
  const step = secret && stepOfCode(secret, code, Date.now(), Number(kept.last))
  if (step === null) return false
  await tx.query(sql`update totp set last_step = ${step} where "user" = ${user}`)
  return true
}

async function firstRecoveryCodes(tx: Transaction, user: string): Promise<string[] | null> {
  const known = await tx.query(sql`select 1 from recovery_code where "user" = ${user} limit 1`)
  return known.length > 0 ? null : newRecoveryCodes(tx, user)
}

async function newRecoveryCodes(tx: Transaction, user: string): Promise<string[]> {
  if (!(await hasFactor(tx, user))) throw notFound()
  await dropAll(tx, 'recovery_code', user)
  const codes = Array.from({ length: codesAtOnce }, newCode)
  await tx.query(
    sql`insert into recovery_code ("user", code_hash)
        select ${user}::uuid, hash from unnest(${codes.map((code) => codeHash(user, code))}::bytea[]) hash`,
  )
  return codes
}

/** Some 60 bits in signs that nobody takes for others: out of reach of guessing, so a plain hash does. */
function newCode(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')
  return `${group()}-${group()}-${group()}`
}

function codeHash(user: string, code: string): Buffer {
  return secretHash(`${user} ${code.toLowerCase().replaceAll(/[\s-]/g, '')}`)
}

async function dropAll(tx: Transaction, table: 'totp' | 'passkey' | 'recovery_code', user: string) {
  if (table === 'totp') await tx.query(sql`delete from totp where "user" = ${user}`)
  else if (table === 'passkey') await tx.query(sql`delete from passkey where "user" = ${user}`)
  else await tx.query(sql`delete from recovery_code where "user" = ${user}`)
}

function hasTotp(): Problem {
  return new Problem(
    409,
    'hasAuthenticator',
    said('There is an authenticator already. Remove it before you add another.'),
  )
}

function wrongCode(): Problem {
  const message = said('This is not the code that the authenticator shows now. Type the next one.')
  return new Problem(422, 'wrongCode', message, { errors: [{ field: 'code', code: 'wrongCode', message }] })
}

function tooLate(): Problem {
  return new Problem(409, 'tooLate', said('That took too long, or was done elsewhere. Begin again.'))
}
