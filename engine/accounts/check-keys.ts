import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'

type Row = {
  readonly id: string
  readonly hint: string
  readonly user: string
  readonly isRevoked: boolean
}

const mostNamed = 100

/**
 * Holds the keys that open against what the log says of them, a sentence for each that nobody made as it is,
 * and for each that was revoked. What is put into the log as well stands there.
 */
export async function checkKeys(database: Database): Promise<string[]> {
  const rows = await database.query<Row>(
    sql`select * from (
          select k.id, k.hint, k."user", ${said('revokeKey', sql`true`)} as "isRevoked",
                 ${said('createKey', sql`e.after -> 'scope' is not distinct from k.scope and ${hasItsEnd}`)} as "isMade"
          from api_key k where k.revoked_at is null) found
        where "isRevoked" or not "isMade" order by id limit ${mostNamed}`,
  )
  return rows.map(({ id, hint, user, isRevoked }) =>
    isRevoked
      ? `The key ${hint}… (${id}) of the user ${user} opens, but the log says that it was revoked.`
      : `The key ${hint}… (${id}) of the user ${user} opens, but the log does not know that it was made so.`,
  )
}

/** Until when a key opens is in entries since version 0229 of the database; those of before do not say. */
const hasItsEnd = sql`(not e.after ? 'expiresAt'
  or (e.after ->> 'expiresAt')::timestamptz is not distinct from k.expires_at)`

function said(action: string, also: Sql): Sql {
  return sql`exists (select from audit_entry e where e.record = k."user" and e.object = 'user'
                       and e.action = ${action} and e.after ->> 'key' = k.id::text and ${also})`
}
