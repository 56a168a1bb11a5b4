import { newId } from '#model'
import type { Connection, Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import { passed } from '../access/still-to-come.ts'
import type { Scope } from '../access/narrow-access.ts'
import { writeAccountEntry } from './account-entry.ts'
import type { FactorParts } from './second-factors.ts'
import { newSecret, secretHash } from './secret.ts'
import { said } from '../said/said.ts'

export type ApiKey = {
  readonly id: string
  readonly user: string
  readonly name: string
  /** How the key begins, for people who hold several. */
  readonly hint: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  /** What of the user's rights it carries; null: all. */
  readonly scope: Scope | null
}

export const keyPrefix = 'kontor_'

/** Makes a key with which a program acts as the user. The key itself is told only this once. */
export async function createKey(
  database: Database,
  tell: FactorParts['tell'],
  wanted: {
    readonly user: string
    readonly name: string
    readonly by?: string
    readonly source: string
    readonly address?: string | null
    readonly expiresAt?: string | null
    readonly scope?: Scope | null
  },
): Promise<{ id: string; key: string; hint: string }> {
  const name = wanted.name.trim()
  if (name === '' || name.length > 100) {
    throw fieldErrors([
      { field: 'name', code: 'name', message: said('Give the key a name of at most 100 characters.') },
    ])
  }
  if (wanted.expiresAt && Number.isNaN(Date.parse(wanted.expiresAt))) {
    const message = said('Write when the key expires as a day and time, such as 2027-01-01T00:00:00Z.')
    throw fieldErrors([{ field: 'expiresAt', code: 'notInstant', message }])
  }
  if (wanted.expiresAt && Date.parse(wanted.expiresAt) <= Date.now()) throw passed('expiresAt')
  const key = newSecret(keyPrefix)
  const [id, hint] = [newId(), key.slice(0, keyPrefix.length + 5)]
  const expiresAt = wanted.expiresAt ? new Date(wanted.expiresAt).toISOString() : null
  await database.transaction(async (tx) => {
    await tx.query(
      sql`insert into api_key (id, "user", name, key_hash, hint, created_by, expires_at, scope)
          values (${id}, ${wanted.user}, ${name}, ${secretHash(key)}, ${hint}, ${wanted.by ?? wanted.user},
                  ${expiresAt},
                  ${wanted.scope ? JSON.stringify(wanted.scope) : null}::jsonb)`,
    )
    await writeAccountEntry(tx, {
      ...wanted,
      action: 'createKey',
      details: { key: id, name, expiresAt, ...(wanted.scope ? { scope: wanted.scope } : {}) },
    })
    // Whoever sits at a session that is not theirs would keep what the user may do by it.
    if (wanted.source === 'web') await tell(tx, wanted.user, 'key')
  })
  return { id, key, hint }
}

/** The keys of a user, or of everybody, that still open. */
export async function keysOf(connection: Connection, user: string | null): Promise<ApiKey[]> {
  const instant = (column: string) => ({
    parts: [`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
    values: [],
  })
  return connection.query<ApiKey>(
    sql`select id, "user", name, hint, ${instant('created_at')} as "createdAt", ${instant('expires_at')} as "expiresAt",
               ${instant('last_used_at')} as "lastUsedAt", scope
        from api_key where (${user}::uuid is null or "user" = ${user}::uuid) and revoked_at is null order by created_at, id`,
  )
}

export type RevokedKey = {
  readonly id: string
  readonly user: string | null
  readonly by: string
  readonly source: string
  readonly address?: string | null
}

/** Takes a key back; it is refused everywhere within a second. `user` null: whosever it is. */
export async function revokeKey(database: Database, revoked: RevokedKey): Promise<void> {
  await database.transaction((tx) => revokeKeyIn(database, tx, revoked))
}

/** The same within an open transaction. */
export async function revokeKeyIn(database: Database, tx: Transaction, revoked: RevokedKey): Promise<void> {
  const { id, user: _, ...by } = revoked
  const [row] = await tx.query<{ user: string }>(
    sql`update api_key set revoked_at = now()
        where id = ${id} and revoked_at is null and (${revoked.user}::uuid is null or "user" = ${revoked.user}::uuid)
        returning "user"`,
  )
  if (!row) throw notFound()
  await writeAccountEntry(tx, { user: row.user, ...by, action: 'revokeKey', details: { key: id } })
  await database.notify('kontor_session', id, tx)
}
