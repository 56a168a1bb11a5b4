import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { instant } from './sessions.ts'

/** How an active user comes in: what an office looks over for all of them at once. */
export type WayIn = {
  readonly user: string
  /** In a session that is open, or at the last sign-in from a browser that is known; null for neither. */
  readonly lastSeenAt: string | null
  /** An authenticator or a passkey is asked for, or opens by itself. */
  readonly secondFactor: boolean
  /** An invitation that nobody has taken up opens until then. */
  readonly invitedUntil: string | null
}

/** How each active user comes in. */
export async function waysIn(connection: Connection): Promise<WayIn[]> {
  return connection.query<WayIn>(
    sql`select u.id as "user", ${instant('seen.at')} as "lastSeenAt", ${instant('invited.until')} as "invitedUntil",
          exists (select from totp t where t."user" = u.id and t.confirmed_at is not null)
            or exists (select from passkey p where p."user" = u.id) as "secondFactor"
        from "user" u
          left join lateral (
            select greatest((select max(seen_at) from session s where s."user" = u.id),
                            (select max(seen_at) from known_device d where d."user" = u.id)) as at) seen on true
          left join lateral (
            select max(expires_at) as until from account_link l
            where l."user" = u.id and l.kind = 'invitation' and l.expires_at > now()) invited on true
        where u.active order by u.id`,
  )
}
