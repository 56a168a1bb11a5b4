import { newSecret, secretHash } from '../accounts/secret.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The request that a token opens, or null. It is looked up by its hash, so time tells nothing of it. */
export async function tokenOpens(connection: Connection, token: string): Promise<string | null> {
  const [row] = await connection.query<{ request: string }>(
    sql`select request from outside_token where hash = ${secretHash(token)} and expires_at > now()`,
    { name: 'outside token' },
  )
  return row?.request ?? null
}

/** A new secret that opens a form until then; those of earlier mails go on opening it. */
export async function newToken(connection: Connection, request: string, expiresAt: string): Promise<string> {
  const token = newSecret()
  await connection.query(sql`delete from outside_token where expires_at < now()`)
  await connection.query(
    sql`insert into outside_token (hash, request, expires_at)
        values (${secretHash(token)}, ${request}, ${expiresAt}::timestamptz)`,
  )
  return token
}
