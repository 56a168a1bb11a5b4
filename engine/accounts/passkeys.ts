import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { newId } from '#model'
import type { Connection } from '../database/database.ts'
import { id as named, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/** Loaded when somebody uses a passkey: with its readers of certificates it holds much memory. */
const webAuthn = () => import('@simplewebauthn/server')

export type Passkey = {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export type AskForPasskey = PublicKeyCredentialRequestOptionsJSON
export type AskForNewPasskey = PublicKeyCredentialCreationOptionsJSON

type Kept = {
  readonly id: string
  readonly user: string
  readonly credential: Buffer
  readonly publicKey: Buffer
  readonly counter: string
  readonly transports: string[]
}

/** What a browser needs to make a passkey for the user at this address. */
export async function askForNewPasskey(
  connection: Connection,
  user: { readonly id: string; readonly name: string; readonly email: string },
  origin: string,
  issuer: string,
): Promise<AskForNewPasskey> {
  const known = await keptOf(connection, user.id)
  const { generateRegistrationOptions } = await webAuthn()
  return generateRegistrationOptions({
    rpName: issuer,
    rpID: new URL(origin).hostname,
    userID: new Uint8Array(Buffer.from(user.id)),
    userName: user.email,
    userDisplayName: user.name,
    attestationType: 'none',
    excludeCredentials: known.map(asCredential),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
}

/**
 * Keeps a passkey that a browser has made, and gives what the log names it by. Throws a 422 where it does not
 * answer what was asked.
 */
export async function keepPasskey(
  connection: Connection,
  given: {
    readonly user: string
    readonly name: string
    readonly challenge: string
    readonly origin: string
    readonly response: unknown
  },
): Promise<{ readonly passkey: string; readonly key: string }> {
  const { verifyRegistrationResponse } = await webAuthn()
  const made = await verifyRegistrationResponse({
    response: given.response as RegistrationResponseJSON,
    expectedChallenge: given.challenge,
    expectedOrigin: given.origin,
    expectedRPID: new URL(given.origin).hostname,
    requireUserVerification: false,
  }).catch(() => null)
  // Whatever is wrong with what a browser sends, it is no passkey.
  if (!made?.verified) throw notMade()
  const { id: credential, publicKey, counter, transports } = made.registrationInfo.credential
  const [row] = await connection.query<{ passkey: string; key: string }>(
    sql`insert into passkey as p (id, "user", credential, public_key, counter, transports, name)
        values (${newId()}, ${given.user}, ${Buffer.from(credential, 'base64url')}, ${Buffer.from(publicKey)},
                ${counter}, ${transports ?? []}, ${given.name})
        on conflict (credential) do nothing returning id as passkey, ${passkeyDigest('p')} as key`,
  )
  if (!row) throw notMade()
  return row
}

/** What a passkey is known by, for the log: whose it is, and which key answers for it. */
export function passkeyDigest(alias: string): Sql {
  const of = (column: string) => named(alias, column)
  return sql`encode(sha256(convert_to(${of('id')} || ' ' || ${of('user')} || ' ', 'UTF8')
    || ${of('credential')} || ${of('public_key')}), 'hex')`
}

/**
 * What a browser needs to show a passkey: one of the user's, or whichever the person chooses. Where it is
 * to show who sits there (`verifies`), the device has to ask the person: a key left in it is not enough.
 */
export async function askForPasskey(
  connection: Connection,
  user: string | null,
  origin: string,
  { verifies = user === null }: { readonly verifies?: boolean } = {},
): Promise<AskForPasskey> {
  const known = user === null ? [] : await keptOf(connection, user)
  const { generateAuthenticationOptions } = await webAuthn()
  return generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    allowCredentials: known.map(asCredential),
    // In place of a password, the device has to ask who sits there; beside one, that it is there is enough.
    userVerification: verifies ? 'required' : 'preferred',
  })
}

/**
 * The user whose passkey answers the challenge, or null. `user` null: whosever it is, where the device has
 * verified the person, as it has to with `verifies`.
 */
export async function userOfPasskey(
  connection: Connection,
  given: {
    readonly user: string | null
    readonly challenge: string
    readonly origin: string
    readonly response: unknown
    readonly verifies?: boolean
  },
): Promise<string | null> {
  const { id } = (given.response ?? {}) as { id?: unknown }
  if (typeof id !== 'string' || id.length > 2_000) return null
  const [kept] = await connection.query<Kept>(
    sql`select ${columns} from passkey where credential = ${Buffer.from(id, 'base64url')}`,
  )
  if (!kept || (given.user !== null && kept.user !== given.user)) return null
  const { verifyAuthenticationResponse } = await webAuthn()
  const shown = await verifyAuthenticationResponse({
    response: given.response as AuthenticationResponseJSON,
    expectedChallenge: given.challenge,
    expectedOrigin: given.origin,
    expectedRPID: new URL(given.origin).hostname,
    credential: {
      id: kept.credential.toString('base64url'),
      publicKey: new Uint8Array(kept.publicKey),
      counter: Number(kept.counter),
    },
    requireUserVerification: given.verifies ?? given.user === null,
  }).catch(() => null)
  // As above: what does not verify shows nothing.
  if (!shown?.verified) return null
  await connection.query(
    sql`update passkey set counter = ${shown.authenticationInfo.newCounter}, last_used_at = now() where id = ${kept.id}`,
  )
  return kept.user
}

/** Whether the passkey of an answer is still the user's, and stays so within the transaction. */
export async function isStillThere(tx: Connection, user: string, response: unknown): Promise<boolean> {
  const { id } = (response ?? {}) as { id?: unknown }
  const found = await tx.query(
    sql`select from passkey where credential = ${Buffer.from(String(id), 'base64url')} and "user" = ${user} for share`,
  )
  return found.length > 0
}

export async function passkeysOf(connection: Connection, user: string): Promise<Passkey[]> {
  return connection.query<Passkey>(
    sql`select id, name, ${instant('created_at')} as "createdAt", ${instant('last_used_at')} as "lastUsedAt"
        from passkey where "user" = ${user} order by created_at, id`,
  )
}

/** A name of 1 to 100 characters. Throws a 422. */
export function passkeyName(given: unknown): string {
  const name = typeof given === 'string' ? given.trim() : ''
  if (name !== '' && name.length <= 100) return name
  const message = said('Give the passkey a name of at most 100 characters.')
  throw fieldErrors([{ field: 'name', code: 'name', message }])
}

const columns = {
  parts: ['id, "user", credential, public_key as "publicKey", counter, transports'],
  values: [],
}
const instant = (column: string) => ({
  parts: [`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

function keptOf(connection: Connection, user: string): Promise<Kept[]> {
  return connection.query<Kept>(sql`select ${columns} from passkey where "user" = ${user}`)
}

function asCredential({ credential, transports }: Kept) {
  return {
    id: credential.toString('base64url'),
    transports,
  }
}

function notMade(): Problem {
  return new Problem(422, 'passkeyNotMade', said('The passkey could not be added. Try it once more.'))
}
