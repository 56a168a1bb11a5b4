import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import type { Follow } from '../records/write/door.ts'
import type { FactorParts } from './second-factors.ts'

const jobName = 'tell former address'

/**
 * Has whoever signed in by an e-mail told there that it is another one now, by whatever way it was changed:
 * by hand, in bulk, by a file or an undo.
 */
export const tellOfAddress: Follow = async (door, object, drafts, change) => {
  const email = object.name === 'user' && !door.erases ? object.fields.get('email') : undefined
  if (!email) return
  for (const { kind, id, before, values } of drafts) {
    const [former, now] = [before?.values['email'], values.get(email)]
    if (kind === 'update' && values.has(email) && former && !isSameMailbox(former, now))
      await door.later(jobName, { user: id, change }, { bySystem: true })
  }
}

function isSameMailbox(former: unknown, now: unknown): boolean {
  return String(former).toLowerCase() === String(now).toLowerCase()
}

/** The job that does it. The former address stands in the log alone, which an erasure empties. */
export function formerAddressJob(
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  tell: FactorParts['tell'],
): JobDeclaration {
  return {
    name: jobName,
    run: ({ payload }) =>
      transaction(async (tx) => {
        // A change may write a user more than once: they are known at the first e-mail that it took away.
        const [entry] = await tx.query<{ email: string | null }>(
          sql`select before->>'email' as email from audit_entry
              where change = ${String(payload['change'])}::uuid and record = ${String(payload['user'])}::uuid
                and object = 'user' and action = 'update' and before->>'email' is not null
              order by id limit 1`,
        )
        if (entry?.email) await tell(tx, String(payload['user']), 'email', entry.email)
      }),
  }
}
