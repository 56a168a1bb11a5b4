import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { newCookieSecret, secretHash } from './secret.ts'

const days = 365
const mostOfUser = 20

/** A secret for a browser from which somebody has signed in; the one that it had is renewed by it. */
export async function rememberDevice(tx: Connection, user: string, known: string | null): Promise<string> {
  if (known !== null && (await isKnownDevice(tx, user, known))) {
    await tx.query(sql`update known_device set seen_at = now() where token_hash = ${secretHash(known)}`)
    return known
  }
  const token = newCookieSecret()
  await tx.query(sql`insert into known_device (token_hash, "user") values (${secretHash(token)}, ${user})`)
  await tx.query(
    sql`delete from known_device where "user" = ${user} and (seen_at < now() - make_interval(days => ${days})
          or token_hash not in (select token_hash from known_device where "user" = ${user}
                                order by seen_at desc limit ${mostOfUser}))`,
  )
  return token
}

/** The secret, where the browser is known for the user with the e-mail; null costs the same. */
export async function deviceOf(
  connection: Connection,
  email: string,
  token: string | undefined,
): Promise<string | null> {
  if (token === undefined) return null
  const [row] = await connection.query(
    sql`select 1 from known_device d join "user" u on u.id = d."user"
        where d.token_hash = ${secretHash(token)} and lower(u.email) = lower(${email})
          and d.seen_at > now() - make_interval(days => ${days})`,
  )
  return row ? token : null
}

export async function isKnownDevice(connection: Connection, user: string, token: string): Promise<boolean> {
  const [row] = await connection.query(
    sql`select 1 from known_device where token_hash = ${secretHash(token)} and "user" = ${user}
          and seen_at > now() - make_interval(days => ${days})`,
  )
  return row !== undefined
}

/** Whoever changed how they come in may have had reason to: every browser is a stranger again. */
export async function forgetDevices(tx: Connection, user: string): Promise<void> {
  await tx.query(sql`delete from known_device where "user" = ${user}`)
}
