import { newId } from '#model'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { writeAccountEntry, type AccountEvent } from './account-entry.ts'
import { newCookieSecret, secretHash } from './secret.ts'

export type Session = {
  readonly id: string
  readonly createdAt: string
  readonly seenAt: string
  readonly expiresAt: string
  readonly address: string | null
  readonly agent: string | null
}

export type OpenSession = { readonly id: string; readonly token: string; readonly expiresAt: string }

/** How long a session lasts after it was used last, and at the longest. */
export type Lifetime = () => Promise<{ readonly idleHours: number; readonly longestDays: number }>

export const instant = (column: string) => ({
  parts: [`to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

export async function openSession(
  tx: Connection,
  user: string,
  from: {
    readonly address: string | null
    readonly agent: string | null
    readonly secondFactor?: boolean
    readonly idleHours: number
    /** Who vouched for the user, where somebody else did. */
    readonly provider?: string | null
  },
): Promise<OpenSession> {
  const token = newCookieSecret()
  const [row] = await tx.query<{ id: string; expires: string }>(
    sql`insert into session (id, token_hash, "user", expires_at, address, agent, second_factor, provider)
        values (${newId()}, ${secretHash(token)}, ${user}, now() + make_interval(secs => ${from.idleHours * 3_600}), ${from.address},
                ${from.agent?.slice(0, 300) ?? null}, ${from.secondFactor ?? false},
                ${from.provider ?? null})
        returning id, ${instant('expires_at')} as expires`,
  )
  await tx.query(sql`delete from session where expires_at < now()`)
  return { id: row?.id ?? '', token, expiresAt: row?.expires ?? '' }
}

/** The open sessions of a user, the one used last first. */
export async function sessionsOf(connection: Connection, user: string): Promise<Session[]> {
  return connection.query<Session>(
    sql`select id, ${instant('created_at')} as "createdAt", ${instant('seen_at')} as "seenAt",
               ${instant('expires_at')} as "expiresAt", address, agent
        from session where "user" = ${user} and expires_at > now() order by seen_at desc, id`,
  )
}

/** Who is just coming in by what is changed here does so before, or is seen after. */
export async function lockUser(tx: Connection, user: string): Promise<void> {
  await tx.query(sql`select from "user" where id = ${user} for no key update`)
}

/**
 * Whoever changes how a user comes in does so in a session that is open as it is written: one that was ended
 * a moment ago must not leave a way in behind. Throws a 401. The user is held first, or two that change it at
 * once would each hold the session that the other ends.
 */
export async function holdSession(tx: Connection, user: string, session: string | null): Promise<void> {
  await lockUser(tx, user)
  const found = await tx.query(sql`select from session where id = ${session} for update`)
  if (found.length > 0) return
  throw new Problem(401, 'notSignedIn', said('You are not signed in any more. Sign in again.'))
}

/** Ends one session of a user, whoever asks for it; it is refused everywhere within a second. */
export async function endSession(
  database: Database,
  ending: Pick<AccountEvent, 'user' | 'by' | 'source' | 'address'> & { readonly id: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const gone = await tx.query(
      sql`delete from session where id = ${ending.id} and "user" = ${ending.user} returning id`,
    )
    if (gone.length === 0) throw notFound()
    const action = ending.by === undefined || ending.by === ending.user ? 'signOut' : 'endSession'
    await writeAccountEntry(tx, { ...ending, action })
    await database.notify('kontor_session', ending.id, tx)
  })
}

/** Ends all sessions of a user but the one that is kept. */
export async function endSessions(
  database: Database,
  tx: Connection,
  user: string,
  kept: string | null,
): Promise<void> {
  await tx.query(sql`delete from session where "user" = ${user} and id is distinct from ${kept}::uuid`)
  await database.notify('kontor_session', user, tx)
}

/** Ends what was opened by the word of a provider, of one user or of all, but the session that is kept. */
export async function endSessionsBy(
  database: Database,
  tx: Connection,
  ending: { readonly provider: string; readonly user: string | null; readonly kept: string | null },
): Promise<void> {
  const { provider, user, kept } = ending
  await tx.query(
    sql`delete from session where provider = ${provider} and id is distinct from ${kept}::uuid
          and (${user}::uuid is null or "user" = ${user}::uuid)`,
  )
  await database.notify('kontor_session', provider, tx)
}

/** Ends all sessions of a user but the one that is kept, and writes down who did so. */
export async function endAllSessions(
  database: Database,
  ending: Pick<AccountEvent, 'user' | 'source' | 'address'> & {
    readonly kept: string | null
    readonly by: string
  },
): Promise<void> {
  const { kept, ...event } = ending
  await database.transaction(async (tx) => {
    await endSessions(database, tx, event.user, kept)
    await writeAccountEntry(tx, { ...event, action: 'endAllSessions' })
  })
}

/** Ends the session of a token, whosever it is: the browser that had it has just signed in anew. */
export async function endReplaced(database: Database, token: string, address: string): Promise<void> {
  await database.transaction(async (tx) => {
    const [gone] = await tx.query<{ id: string; user: string }>(
      sql`delete from session where token_hash = ${secretHash(token)} returning id, "user"`,
    )
    if (!gone) return
    await writeAccountEntry(tx, {
      user: gone.user,
      action: 'signOut',
      source: 'web',
      address,
      details: { by: 'signIn' },
    })
    await database.notify('kontor_session', gone.id, tx)
  })
}
