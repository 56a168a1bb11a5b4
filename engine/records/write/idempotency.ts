import { createHash } from 'node:crypto'
import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'

export type Answer = {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

type Claim = {
  readonly body_hash: string
  readonly status: number
  readonly body: string
  readonly headers: Record<string, string>
}

/**
 * Gives the same answer to the same request, for 24 hours by user and path. The claim and the work share a
 * transaction: a concurrent twin waits at the claim, and a request that failed leaves none behind.
 */
export async function once(
  tx: Connection,
  request: { user: string; path: string; key: string; body: string },
  work: () => Promise<Answer>,
): Promise<Answer & { readonly repeated: boolean }> {
  const hash = createHash('sha256').update(request.body).digest('hex')
  const claimed = await tx.query(
    sql`insert into idempotency ("user", path, key, body_hash, at) values
          (${request.user}, ${request.path}, ${request.key}, ${hash}, now())
        on conflict ("user", path, key) do update
          set body_hash = excluded.body_hash, at = now(), status = null, body = null, headers = null
          where idempotency.at < now() - interval '24 hours'
        returning 1`,
  )
  if (claimed.length === 0) return replay(tx, request, hash)
  const answer = await work()
  await tx.query(
    sql`update idempotency set status = ${answer.status}, body = ${answer.body}, headers = ${JSON.stringify(answer.headers)}::jsonb
        where "user" = ${request.user} and path = ${request.path} and key = ${request.key}`,
  )
  return { ...answer, repeated: false }
}

async function replay(tx: Connection, request: { user: string; path: string; key: string }, hash: string) {
  const [known] = await tx.query<Claim>(
    sql`select body_hash, status, body, headers from idempotency
        where "user" = ${request.user} and path = ${request.path} and key = ${request.key}`,
  )
  if (!known || known.body_hash !== hash) {
    throw new Problem(
      422,
      'idempotencyKeyReused',
      said('This Idempotency-Key was used for another request. Take a new key for a new request.'),
    )
  }
  return { status: known.status, body: known.body, headers: known.headers, repeated: true }
}
