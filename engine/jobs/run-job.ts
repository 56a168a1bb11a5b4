import { setTimeout as pause } from 'node:timers/promises'
import type { Scope } from '../access/narrow-access.ts'
import { systemUser } from '../access/access-control.ts'
import { onBehalf } from '../database/on-behalf.ts'
import { sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { Cancelled, ComesLater, RunEnds, type JobDeclaration, type JobRun } from './job.ts'
import type { JobsParts } from './jobs.ts'
import type { Actor } from '../access/actor.ts'

export type Claimed = {
  readonly id: string
  readonly name: string
  readonly payload: Record<string, unknown>
  readonly actor: string
  /** Of the key that started it. */
  readonly scope: Scope | null
  readonly attempts: number
  /** The sign of life of the process that has it. */
  readonly holder: number | null
}

/** What must hold still when a job is set aside: there may have come a word of it meanwhile. */
export type SetAside = { readonly while: Sql }

const mostAttempts = 5
/** A job that many crashes put back has as many attempts behind it. */
export const longestRestSeconds = 60
/** How long a job rests that finds another in its way, in seconds: what is over soon is waited for. */
export const shortRest = 1
const longRest = 15
const firstWaitMilliseconds = 100
const longestWaitMilliseconds = 2_000

/** Runs a job that was claimed, and writes down what became of it. Never fails: what goes wrong is logged. */
export async function runJob(
  parts: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
  stopping: AbortSignal,
): Promise<void> {
  const conclude = (write: () => Promise<unknown>) => untilWritten(parts, job, stopping, write)
  try {
    const run = await runOf(parts, declaration, job, stopping)
    const result = await onBehalf({ job: job.id }, () => declaration?.run(run))
    await conclude(() => finish(parts, job, 'done', result ?? null, null))
  } catch (error) {
    await conclude(() => fail(parts, declaration, job, error)).catch((reason: unknown) =>
      parts.log(`What became of the job ${job.name} could not be written down.`, reason),
    )
  }
}

/**
 * A job is over when that is written down: as long as this process lives, no other takes it up. While the
 * database is away this waits; a process that stops leaves the job to the next.
 */
async function untilWritten(
  parts: JobsParts,
  job: Claimed,
  stopping: AbortSignal,
  write: () => Promise<unknown>,
): Promise<void> {
  for (let wait = firstWaitMilliseconds; ; wait = Math.min(2 * wait, longestWaitMilliseconds)) {
    try {
      await write()
      return
    } catch (error) {
      if (!(error instanceof Problem && [503, 507].includes(error.status))) throw error
      if (wait === firstWaitMilliseconds)
        parts.log(`What became of the job ${job.name} waits for the database.`, error)
      if (stopping.aborted) return
      await pause(wait, undefined, { signal: stopping }).catch(() => {
        // The process stops: it is tried once more at once, and then left to the next.
      })
    }
  }
}

async function fail(
  parts: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
  error: unknown,
): Promise<unknown> {
  if (error instanceof Elsewhere) return parts.log(`The job ${job.name} goes on elsewhere.`)
  if (error instanceof PutBack) return putBack(parts, job, 0)
  if (error instanceof ComesLater) return putBack(parts, job, job.attempts > 10 ? longRest : shortRest)
  if (error instanceof Cancelled) return finish(parts, job, 'cancelled', null, null)
  // The database was away: no fault of the job's, so it is tried until the database is back.
  if (error instanceof Problem && error.code === 'databaseAway') return putBack(parts, job, 1)
  // Nor is it the job's fault that a disk is full; it goes on when somebody has made room.
  if (error instanceof Problem && error.status === 507) {
    parts.log(`The job ${job.name} waits for room on the disk.`, error)
    return putBack(parts, job, longestRestSeconds)
  }
  const refused = error instanceof Problem && error.status < 500 && !isOfBusyHour(declaration, error)
  if (!refused && job.attempts < (declaration?.attempts ?? mostAttempts)) {
    parts.log(`The job ${job.name} failed and is tried again.`, error)
    return putBack(parts, job, Math.min(2 ** job.attempts, longestRestSeconds))
  }
  if (!refused) parts.log(`The job ${job.name} failed.`, error)
  return sayFailed(parts, declaration, job, error)
}

/**
 * Writes down that a job has failed, and why, in the language of who began it. False where it was not to be
 * written any more.
 */
export async function sayFailed(
  parts: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
  error: unknown,
  aside: SetAside | null = null,
): Promise<boolean> {
  const bug = said('Something went wrong in Kontor itself. Look into the log.')
  // Whoever may not work any more cannot be asked for their language; English is said then.
  const language = await actorOf(parts, declaration, job).then(
    (actor) => actor.language,
    () => 'en' as const,
  )
  const message = error instanceof Problem ? error.in(language) : bug.in(language)
  return finish(parts, job, 'failed', null, message, aside)
}

/** What the clock asks nobody can narrow; what took too long at a busy hour is answered at another. */
function isOfBusyHour(declaration: JobDeclaration | undefined, { code }: Problem): boolean {
  return declaration?.everyMinutes !== undefined && code === 'tooBroad'
}

async function actorOf(
  { access }: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
): Promise<Actor> {
  const program = () => access.systemActor(job.name, job.id)
  if (job.actor === systemUser) return program()
  try {
    return await access.actorFor({ user: job.actor, source: 'job', request: job.id, scope: job.scope })
  } catch (error) {
    if (declaration?.isOwed && error instanceof Problem && error.status === 401) return program()
    throw error
  }
}

async function runOf(
  parts: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
  stopping: AbortSignal,
): Promise<JobRun> {
  const { database } = parts
  let actor = await actorOf(parts, declaration, job)
  return {
    id: job.id,
    payload: job.payload,
    get actor() {
      return actor
    },
    attempt: job.attempts,
    async progress(done, total, tx) {
      const [row] = await (tx ?? database).query<{ cancelling: boolean }>(
        sql`update job set done = ${done}, total = coalesce(${total ?? null}, total),
              unheard = case when ${done} > reached then 0 else unheard end where ${isOurs(job)} returning cancelling`,
      )
      if (!row) throw new Elsewhere('elsewhere')
      if (row.cancelling) throw new Cancelled('cancelled')
      if (tx) return
      if (stopping.aborted) throw new PutBack('stopping')
      // What was begun with a right goes no further than the right does.
      actor = await actorOf(parts, declaration, job)
    },
    async remember(payload, tx) {
      const kept = await tx.query(
        sql`update job set payload = ${JSON.stringify(payload)}::jsonb, unheard = 0 where ${isOurs(job)} returning 1`,
      )
      if (kept.length === 0) throw new Elsewhere('elsewhere')
    },
  }
}

/** The process stops: the job waits for another, or for the next start. */
class PutBack extends RunEnds {}

/** This process was taken for gone, and the job was given to another: what it does now must not count. */
class Elsewhere extends RunEnds {}

/**
 * Each claim counts one up, so a run that was given to another no longer finds itself; nor does one of before
 * where it was started again by hand, which counts anew: no two have a sign of life in common by then.
 */
function isOurs(job: Claimed) {
  return sql`id = ${job.id} and state = 'running' and attempts = ${job.attempts}
    and holder is not distinct from ${job.holder}::integer`
}

async function putBack({ database }: JobsParts, job: Claimed, seconds: number): Promise<void> {
  await database.transaction((tx) =>
    tx.query(
      sql`update job set state = 'waiting', holder = null, planned = false, unheard = 0,
            run_at = now() + make_interval(secs => ${seconds})
          where ${isOurs(job)}`,
    ),
  )
}

async function finish(
  { database }: JobsParts,
  job: Claimed,
  state: string,
  result: unknown,
  error: string | null,
  aside: SetAside | null = null,
): Promise<boolean> {
  const finished = await database.transaction((tx) =>
    tx.query(
      sql`update job set state = ${state}, holder = null, finished_at = now(),
            result = ${JSON.stringify(result)}::jsonb, error = ${error},
            unheard = case when ${aside !== null}::boolean then unheard else 0 end
          where ${isOurs(job)} and ${aside?.while ?? sql`true`} returning 1`,
    ),
  )
  return finished.length > 0
}
