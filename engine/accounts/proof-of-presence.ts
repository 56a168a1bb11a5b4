import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { writeFailure } from './entrance.ts'
import { keptHash } from './kept-password.ts'
import { isPassword } from './password.ts'
import { askForPasskey, userOfPasskey, type AskForPasskey } from './passkeys.ts'
import { beginStep, endStep } from './sign-in-step.ts'
import type { signInThrottle } from './sign-in-throttle.ts'

/** For how long it holds that somebody has shown who sits there. */
export const proofMinutes = 10

export type PresenceProof = {
  /** How the user can show who sits there; with what a browser needs for a passkey. */
  ask(who: Who, site: string): Promise<{ password: boolean; passkey: AskForPasskey | null }>
  /** Throws a 403 where it is not they, and a 429. */
  give(who: Who, given: { password?: string; passkey?: unknown; site: string }): Promise<void>
}

type Who = { readonly user: string; readonly session: string; readonly address: string | null }

/** A session that somebody left open must not be enough to change how its user signs in. */
export function presenceProof(
  database: Database,
  throttle: ReturnType<typeof signInThrottle>,
): PresenceProof {
  return {
    async ask({ user, session }, site) {
      const password = (await keptHash(database, user)) !== null
      // Who has no password has perhaps a key that cannot ask, and nothing else to show.
      const passkey = await askForPasskey(database, user, site, { verifies: password })
      const has = (passkey.allowCredentials ?? []).length > 0
      if (has) await beginStep(database, session, 'proof', { user, challenge: passkey.challenge })
      return { password, passkey: has ? passkey : null }
    },
    async give({ user, session, address }, { password, passkey, site }) {
      const right = await throttle.run(
        { email: `presence of ${user}`, address },
        async () => {
          const kept = await keptHash(database, user)
          if (password !== undefined) return (await isPassword(password, kept, 'known')) || null
          const begun = await endStep(database, session, 'proof')
          if (begun?.user !== user || !begun.challenge) return null
          const { challenge } = begun
          const asked = { user, challenge, origin: site, response: passkey, verifies: kept !== null }
          return (await userOfPasskey(database, asked)) && true
        },
        (failures) => writeFailure(database, user, address, failures),
      )
      if (!right) throw notShown()
      await database.transaction(async (tx) => {
        await tx.query(sql`update session set proved_at = now() where id = ${session}`)
        await database.notify('kontor_session', session, tx)
      })
    },
  }
}

function notShown(): Problem {
  const message = said('This is not your present password. Type it again.')
  return new Problem(403, 'wrongPassword', message, {
    errors: [{ field: 'password', code: 'wrongPassword', message }],
  })
}
