import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'

export type Answer = {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A request that is to be done once: of one user, under a path and a key, with a body. */
export type OnceRequest = {
  readonly user: string
  readonly path: string
  readonly key: string
  readonly body: string
  /** The rights by which it is asked. */
  readonly access: string
}

/** An answer that was given before, and whether whoever asks has the rights of then. */
export type KnownAnswer = Answer & { readonly isByTheseRights: boolean }

type Claim = {
  readonly body_hash: string
  readonly status: number
  /** Null where it was about somebody who was erased since. */
  readonly body: string | null
  readonly headers: Record<string, string>
  readonly access: string | null
}

/**
 * Gives the same answer to the same request, for 24 hours by user and path. The claim and the work share a
 * transaction: a concurrent twin waits at the claim, and a request that failed leaves none behind.
 */
export async function once(
  tx: Connection,
  request: OnceRequest,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer } | { readonly known: KnownAnswer }> {
  const known = await claimOnce(tx, request)
  if (known) return { known }
  const answer = await work()
  await keepOnce(tx, request, answer)
  return { answer }
}

/**
 * What was answered then, told once more as it stands: a 409 to whom has other rights than then, who might
 * see more in it than is theirs. For answers that nobody cuts to the rights of now.
 */
export function asAnswered({ isByTheseRights, ...answer }: KnownAnswer): Answer {
  if (isByTheseRights) return answer
  throw new Problem(
    409,
    'doneAlready',
    said(
      'This was done already, and was not done again. Your rights are others now: look at what became of it.',
    ),
  )
}

/**
 * Claims a key within the transaction: null where it is free, and then the answer is to be kept in the same
 * transaction; else the answer that was given. Throws a 422 where the key was used for another request.
 */
export async function claimOnce(tx: Connection, request: OnceRequest): Promise<KnownAnswer | null> {
  const claimed = await tx.query(
    sql`insert into idempotency ("user", path, key, body_hash, access, at) values
          (${request.user}, ${request.path}, ${nameOf(request)}, ${bodyHash(request)}, ${request.access}, now())
        on conflict ("user", path, key) do update
          set body_hash = excluded.body_hash, access = excluded.access, at = now(),
              status = null, body = null, headers = null
          where idempotency.at < now() - interval '24 hours'
        returning 1`,
  )
  return claimed.length === 0 ? replay(tx, request) : null
}

/** Keeps the answer under a key that was claimed in this transaction. */
export async function keepOnce(tx: Connection, request: OnceRequest, answer: Answer): Promise<void> {
  await tx.query(
    sql`update idempotency set status = ${answer.status}, body = ${sealed(request, answer.body)},
          headers = ${JSON.stringify(answer.headers)}::jsonb
        where "user" = ${request.user} and path = ${request.path} and key = ${nameOf(request)}`,
  )
}

async function replay(tx: Connection, request: OnceRequest): Promise<KnownAnswer> {
  const [known] = await tx.query<Claim>(
    sql`select body_hash, status, body, headers, access from idempotency
        where "user" = ${request.user} and path = ${request.path} and key = ${nameOf(request)}`,
  )
  if (!known || known.body_hash !== bodyHash(request)) {
    throw new Problem(
      422,
      'idempotencyKeyReused',
      said('This Idempotency-Key was used for another request. Take a new key for a new request.'),
    )
  }
  if (known.body === null)
    throw new Problem(
      410,
      'erased',
      said('What was answered then was erased since. Take a new key for a new request.'),
    )
  const answer = { status: known.status, body: opened(request, known.body), headers: known.headers }
  return { ...answer, isByTheseRights: known.access === request.access }
}

/*
 * What is kept can be read only with the key, which is not kept: an answer may hold a secret that is told
 * once (a new API key), and a body a password.
 */

function nameOf({ key }: OnceRequest): string {
  return createHash('sha256').update(key).digest('hex')
}

function bodyHash({ key, body }: OnceRequest): string {
  return createHmac('sha256', key).update(body).digest('hex')
}

const ivBytes = 12
const tagBytes = 16

function sealed(request: OnceRequest, body: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', sealOf(request), iv)
  const hidden = Buffer.concat([cipher.update(body, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString('base64')
}

function opened(request: OnceRequest, text: string): string {
  const bytes = Buffer.from(text, 'base64')
  const cipher = createDecipheriv('aes-256-gcm', sealOf(request), bytes.subarray(0, ivBytes))
  cipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([cipher.update(bytes.subarray(ivBytes + tagBytes)), cipher.final()]).toString('utf8')
}

/** So much of what a key is for can be told to whatever makes it; a path with a long reason is longer. */
const longestInfo = 1_000

function sealOf({ user, path, key }: OnceRequest): Buffer {
  const whole = `kontor answer ${path}`
  const info =
    Buffer.byteLength(whole) <= longestInfo ? whole : createHash('sha256').update(whole).digest('hex')
  return Buffer.from(hkdfSync('sha256', key, user, info, 32))
}
