import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { oneAtATime } from '../audit/one-at-a-time.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { JobState } from './job.ts'
import { mostUnheard } from './orphans.ts'

/**
 * Starts a job again that was set aside, from where it remembered to be. Throws a 409 where it was not, and
 * where what it did was taken back since: what it would write on top nothing could take back any more. It is
 * tried as often as if it had never begun.
 */
export async function startAgain(tx: Transaction, id: string): Promise<void> {
  const [job] = await tx.query<{ change: string | null }>(
    sql`select coalesce(payload ->> 'undoes', payload ->> 'change', (
                 select i.change::text from import i where i.id::text = job.payload ->> 'import')) as change
        from job where id = ${id}`,
  )
  if (job?.change) {
    await oneAtATime(tx, job.change)
    if (await isTakenBack(tx, id)) throw takenBack()
  }
  const started = await tx.query(
    sql`update job set state = 'waiting', unheard = 0, attempts = 0, cancelling = false, planned = false, run_at = now(),
          error = null, finished_at = null
        where id = ${id} and state = 'failed' and unheard >= ${mostUnheard} returning 1`,
  )
  if (started.length === 0) throw notSetAside()
}

/** Whether it failed because its process ended each time. */
export function isSetAside({
  state,
  unheard,
}: {
  readonly state: JobState
  readonly unheard: number
}): boolean {
  return state === 'failed' && unheard >= mostUnheard
}

/** Of a change: that it was undone, in part too; of an undo: that another went on with it. */
async function isTakenBack(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    sql`select 1 from job j join change own on own.id = coalesce((j.payload ->> 'change')::uuid, (
                 select i.change from import i where i.id::text = j.payload ->> 'import'))
          join change later on later.id <> own.id and (later.undoes = own.id
            or (later.undoes = own.undoes and (later.at, later.id) > (own.at, own.id)))
        where j.id = ${id} limit 1`,
  )
  return rows.length > 0
}

function takenBack(): Problem {
  const message = said('What this did was undone since, so it does not go on. Begin it anew instead.')
  return new Problem(409, 'jobTakenBack', message)
}

function notSetAside(): Problem {
  const message = said('Only what was set aside is started again so. This was not, or it goes on already.')
  return new Problem(409, 'jobNotSetAside', message)
}
