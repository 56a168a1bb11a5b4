import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Problem } from '../errors.ts'
import { RunEnds, type JobRun } from '../jobs/job.ts'

type Outcome = {
  readonly name: string
  readonly bytes: number
  readonly encrypted: boolean | null
  readonly sha256: string | null
  /** Where it lies; null for a trial. */
  readonly place: string | null
}

/** Something that is wrong with a backup that was made, and the words of it. */
export type Fault = { readonly code: string; readonly why: string }

type Recording = {
  readonly database: Database
  readonly access: AccessControl
  /** Tells the administrators of what stands wrong now and was not told yet. */
  readonly tell: (by: Actor) => Promise<void>
}

/**
 * Something is wrong, but the backup is in its place: it is not made once more before the next is due. All
 * that is wrong is told: what is every night would hide what is of today.
 */
export class KeptAllTheSame extends Error {
  readonly made: Outcome
  readonly faults: readonly string[]
  constructor(faults: readonly Fault[], made: Outcome) {
    super(`It was made, but ${faults.map(({ why }) => why).join(' Besides, ')}`)
    this.made = made
    this.faults = faults.map(({ code }) => code)
  }
}

/**
 * Does the work, and writes down how it went. A failure is an alarm, and not a job to be tried again. Null:
 * there was nothing to do.
 */
export async function recorded(
  recording: Recording,
  run: JobRun,
  work: () => Promise<Outcome | null>,
): Promise<unknown> {
  const { database } = recording
  try {
    const outcome = await work()
    if (outcome === null) {
      await database.query(sql`delete from backup_run where id = ${run.id}`)
      return { due: false }
    }
    await writeOutcome(database, run, outcome)
    await database.query(sql`update backup_run set state = 'done', ended_at = now() where id = ${run.id}`)
    await tellNow(recording)
    return { name: outcome.name, bytes: outcome.bytes }
  } catch (error) {
    if (error instanceof KeptAllTheSame) await writeOutcome(database, run, error.made)
    // The database is away or the server stops: the job is taken up again, and nothing has failed yet.
    if (error instanceof RunEnds || (error as Problem).code === 'databaseAway') throw error
    const faults = error instanceof KeptAllTheSame ? error.faults : []
    return failure(recording, run, whyOf(error as Error).slice(0, longestError), faults)
  }
}

const longestError = 1_000

function writeOutcome(database: Database, run: JobRun, outcome: Outcome): Promise<unknown> {
  const { name, bytes, encrypted, sha256, place } = outcome
  return database.query(
    sql`update backup_run set name = ${name}, bytes = ${bytes}, encrypted = ${encrypted},
          sha256 = decode(${sha256}, 'hex'), place = ${place} where id = ${run.id}`,
  )
}

/**
 * “fetch failed” says nothing; what it is that failed stands in the cause. An address may be told, and not
 * who signs in there.
 */
export function whyOf({ message, cause }: Error): string {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException
  const why = cause instanceof Error ? `${message} (${cause.message || code || cause.name})` : message
  return why.replaceAll(/\/\/[^\s/@]*@/g, '//')
}

/** Writes down that a run failed, unless it is over already, and tells of it. */
export async function failure(
  recording: Recording,
  { id }: Pick<JobRun, 'id'>,
  why: string,
  faults: readonly string[] = [],
): Promise<unknown> {
  const written = await recording.database.query(
    sql`update backup_run set state = 'failed', error = ${why}, faults = ${faults}, ended_at = now()
         where id = ${id} and state = 'running' returning 1`,
  )
  if (written.length > 0) await tellNow(recording)
  return { failed: why }
}

/** Whoever asked for a backup may not see who is to be told. */
async function tellNow({ access, tell }: Recording): Promise<void> {
  await tell(await access.systemActor('backup'))
}
