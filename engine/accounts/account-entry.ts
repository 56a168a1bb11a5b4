import { newId } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

export type AccountEvent = {
  readonly user: string
  /** Who did it; the user where nobody else is named. */
  readonly by?: string
  readonly action:
    | 'signIn'
    | 'signInFailed'
    | 'askReset'
    | 'resetPassword'
    | 'invite'
    | 'addSecondFactor'
    | 'removeSecondFactor'
    | 'newRecoveryCodes'
    | 'useRecoveryCode'
    | 'resetSecondFactors'
    | 'acceptInvitation'
    | 'signOut'
    | 'endSession'
    | 'endAllSessions'
    | 'changePassword'
    | 'setPassword'
    | 'createKey'
    | 'revokeKey'
    | 'setUp'
    | 'seeAs'
    | 'endSeeAs'
    | 'linkSignIn'
    | 'unlinkSignIn'
  readonly source: string
  /** Where whoever did it sat. */
  readonly address?: string | null
  readonly details?: Readonly<Record<string, unknown>>
}

/** Writes down, beside the changes of records, who came in and whose means of coming in were changed. */
export async function writeAccountEntry(connection: Connection, event: AccountEvent): Promise<void> {
  const after = { ...event.details, ...(event.address ? { address: event.address } : {}) }
  await connection.query(
    sql`insert into audit_entry (change, actor, source, object, record, action, after)
        values (${newId()}, ${event.by ?? event.user}, ${event.source}, 'user', ${event.user}, ${event.action},
                ${JSON.stringify(after)}::jsonb)`,
    { name: 'account entry' },
  )
}
