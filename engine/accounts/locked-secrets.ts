import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Settings } from '../settings/settings.ts'
import { sealedFor } from './open-id/provider.ts'
import type { Sealing } from './sealing.ts'

type Sealed = { readonly of: string; readonly what: string; readonly secret: Buffer }

/**
 * Which sealed secrets do not open with the key that is here, a sentence for all of a kind: after a restore
 * without the former `secret.key`, or under another KONTOR_SECRET. They cannot be read again, only set anew.
 */
export async function lockedSecrets(
  connection: Connection,
  settings: Settings,
  sealing: Sealing,
): Promise<string[]> {
  const kept = await connection.query<Sealed>(
    sql`select 'authenticators of users' as of, 'totp ' || "user" as what, secret from totp
        union all select 'secrets of sign-in providers', id::text, secret from sign_in_provider where secret is not null`,
  )
  const counts = new Map<string, number>()
  const count = (of: string) => counts.set(of, (counts.get(of) ?? 0) + 1)
  for (const { of, what, secret } of kept) {
    const purpose = what.startsWith('totp ') ? what : sealedFor(what)
    if ((await sealing.open(secret, purpose)) === null) count(of)
  }
  for (const { key, secret } of settings.declared.values())
    if (secret && (await settings.isDecided(key)) && (await settings.secret(key)) === null)
      count(`secret settings (${key})`)
  return [...counts].map(
    ([of, number]) =>
      `${number} ${of} do not open with the key that is here. Bring the former secret.key of the data folder or ` +
      'the former KONTOR_SECRET back, or set them anew.',
  )
}
