import type { Connection, Database } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { newSecret, secretHash } from './secret.ts'
import { said } from '../said/said.ts'

const hours = 24
const lock = ownKey('set-up link')

/** The secret of a link with which the first administrator is made, or null where there are users already. */
export async function createSetupLink(database: Database): Promise<string | null> {
  if (await hasUsers(database)) return null
  const token = newSecret()
  await database.transaction(async (tx) => {
    await tx.query(sql`delete from setup_link where expires_at < now()`)
    await tx.query(
      sql`insert into setup_link (token_hash, expires_at) values (${secretHash(token)}, now() + make_interval(hours => ${hours}))`,
    )
  })
  return token
}

/** Uses a link up: throws where it is not one, or where somebody made the first administrator meanwhile. */
export async function useSetupLink(tx: Connection, token: string): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(${lock})`)
  const valid = await tx.query(
    sql`delete from setup_link where token_hash = ${secretHash(token)} and expires_at > now() returning 1`,
  )
  if (valid.length === 0 || (await hasUsers(tx))) {
    throw new Problem(
      403,
      'setupOver',
      said(
        'This link does not open any more. If nobody has set Kontor up yet, start it again for a new link; else sign in.',
      ),
    )
  }
  await tx.query(sql`delete from setup_link`)
}

export async function hasUsers(connection: Connection): Promise<boolean> {
  const [row] = await connection.query<{ found: boolean }>(sql`select exists (select from "user") as found`)
  return row?.found ?? false
}
