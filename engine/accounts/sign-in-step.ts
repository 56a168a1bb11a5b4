import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { secretHash } from './secret.ts'

/** What waits for an answer: the second step of signing in, or a passkey that is asked for. */
export type Purpose = 'second' | 'passkey' | 'register' | 'proof' | 'openid'

export type Step = {
  readonly user: string | null
  readonly challenge: string | null
  /** What was shown before the second step. */
  readonly shown?: string | null
}

const minutes = 10
const mostAttempts = 10

/** Keeps what was begun under a secret of whoever began it; what was begun before for the same is over. */
export async function beginStep(
  connection: Connection,
  key: string,
  purpose: Purpose,
  { user, challenge, shown = null }: Step,
): Promise<void> {
  await connection.query(sql`delete from sign_in_step where expires_at < now()`)
  await connection.query(
    sql`insert into sign_in_step (key_hash, purpose, "user", challenge, shown, expires_at)
        values (${hashOf(key, purpose)}, ${purpose}, ${user}, ${challenge}, ${shown},
                now() + make_interval(mins => ${minutes}))
        on conflict (key_hash) do update set "user" = excluded."user", challenge = excluded.challenge,
          shown = excluded.shown, attempts = 0, expires_at = excluded.expires_at`,
  )
}

/** What was begun, for one more try: after ten it is over. Null where nothing was, or it is too long ago. */
export async function tryStep(connection: Connection, key: string, purpose: Purpose): Promise<Step | null> {
  const [row] = await connection.query<Step>(
    sql`update sign_in_step set attempts = attempts + 1
        where key_hash = ${hashOf(key, purpose)} and expires_at > now() and attempts < ${mostAttempts}
        returning "user", challenge, shown`,
  )
  return row ?? null
}

/** What was begun, used up by this: a second answer finds nothing. */
export async function endStep(connection: Connection, key: string, purpose: Purpose): Promise<Step | null> {
  const [row] = await connection.query<Step>(
    sql`delete from sign_in_step where key_hash = ${hashOf(key, purpose)} and expires_at > now() returning "user", challenge, shown`,
  )
  return row ?? null
}

function hashOf(key: string, purpose: Purpose): Buffer {
  return secretHash(`${purpose} ${key}`)
}
