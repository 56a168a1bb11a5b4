import type { Connection, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { forgetDevices } from './known-devices.ts'

export async function keepHash(tx: Transaction, user: string, hash: string): Promise<void> {
  await tx.query(
    sql`insert into credential ("user", password_hash) values (${user}, ${hash})
        on conflict ("user") do update set password_hash = excluded.password_hash, changed_at = now()`,
  )
  // Whoever has a link in their mailbox must not undo what was just decided.
  await tx.query(sql`delete from account_link where "user" = ${user}`)
  // Nor whoever has shown the password of before, and not yet the second factor.
  await tx.query(sql`delete from sign_in_step where "user" = ${user} and purpose = 'second'`)
  await forgetDevices(tx, user)
}

/** The hash that is kept, or null. */
export async function keptHash(connection: Connection, user: string): Promise<string | null> {
  const [row] = await connection.query<{ hash: string }>(
    sql`select password_hash as hash from credential where "user" = ${user}`,
  )
  return row?.hash ?? null
}

/** Whether it is still the one that is kept, and stays so within the transaction. */
export async function isStillKept(tx: Connection, user: string, hash: string | null): Promise<boolean> {
  const found = await tx.query(
    sql`select from credential where "user" = ${user} and password_hash = ${hash} for share`,
  )
  return found.length > 0
}

/** What colleagues know of a user. Throws a 404 where there is no such user. */
export async function knownOf(
  connection: Connection,
  user: string,
): Promise<{ readonly email: string; readonly name: string }> {
  const [row] = await connection.query<{ email: string; name: string }>(
    sql`select email, name from "user" where id = ${user}`,
  )
  if (!row) throw notFound()
  return row
}
