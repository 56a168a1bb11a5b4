import type { Database } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { JobDeclaration } from './job.ts'
import type { JobsParts } from './jobs.ts'
import { longestRestSeconds, sayFailed, type Claimed } from './run-job.ts'
import { workerLock, type SignOfLife } from './worker-lock.ts'

/** So often in a row a job is taken up without a word of it: then it is what ends its process. */
export const mostUnheard = 5
/** From here on it is begun only where no other runs, so that it takes none along that does no harm. */
const aloneFrom = 3

/** As it was claimed: its taking-up is counted already. */
export type Begun = Claimed & { readonly unheard: number }

/** Whether nobody is at a job that is running: the process that had it is gone. */
export const isOrphan: Sql = sql`state = 'running' and not exists (
  select from pg_locks l where l.locktype = 'advisory' and l.classid = ${workerLock}::oid and l.objid = job.holder::oid
    and l.database = (select oid from pg_database where datname = current_database()))`

/**
 * A job whose process is gone goes on in another, from where it remembered to be. Where its process went each
 * time that it was taken up, it rests, and is set aside in the end.
 */
export async function putBackOrphans(
  parts: JobsParts,
  declared: ReadonlyMap<string, JobDeclaration>,
): Promise<void> {
  const orphans = await parts.database.query<Begun>(
    sql`select id, name, payload, actor, scope, attempts, unheard, holder from job where ${isOrphan}`,
  )
  for (const { unheard, ...job } of orphans) {
    const declaration = declared.get(job.name)
    if (unheard < mostUnheard) await putBackOrphan(parts.database, job)
    else await setAside(parts, declaration, job)
  }
}

async function putBackOrphan(database: Database, { id, attempts }: Claimed): Promise<void> {
  await database.query(
    sql`update job set state = 'waiting', holder = null, planned = false,
          run_at = case when unheard > 1
            then now() + make_interval(secs => least(2 ^ unheard, ${longestRestSeconds})) else run_at end
        where id = ${id} and attempts = ${attempts} and ${isOrphan}`,
  )
}

async function setAside(
  parts: JobsParts,
  declaration: JobDeclaration | undefined,
  job: Claimed,
): Promise<void> {
  const why = said(
    'The server broke off {times} times in a row while this was going on, and it came no further, so it is set aside. Look into the log for why (want of memory, say), then start it again.',
    { times: mostUnheard },
  )
  const problem = new Problem(500, 'jobSetAside', why)
  // What is not known here is left to a process that knows what else it has to write down, for an hour.
  const isMine = declaration ? sql`true` : sql`run_at < now() - interval '1 hour'`
  const isSilent = sql`unheard >= ${mostUnheard} and ${isOrphan} and ${isMine}`
  if (!(await sayFailed(parts, declaration, job, problem, { while: isSilent }))) return
  parts.log(`The job ${job.name} was set aside: the server ended ${mostUnheard} times in a row with it.`)
  // The others go on, whatever is wrong with what this one has to write down besides.
  await declaration
    ?.setAside?.(job, problem)
    .catch((error: unknown) => parts.log(`That ${job.name} was set aside stands nowhere else.`, error))
}

/** What a job that is due must be to be begun now. */
export function mayBegin({ isAlone }: { readonly isAlone: boolean }): Sql {
  return sql`(unheard < ${aloneFrom} or ${isAlone}::boolean)`
}

/** Those of one process that were begun alone. */
export function begunAlone({ database }: JobsParts) {
  const ids = new Set<string>()
  return {
    async during({ id, unheard }: Begun, run: Promise<void>): Promise<void> {
      if (unheard > aloneFrom) ids.add(id)
      await run.finally(() => ids.delete(id))
    },
    /** Until there is a word of it, nothing is begun beside it either. */
    async isOneSilent(): Promise<boolean> {
      if (ids.size === 0) return false
      const silent = await database.query(
        sql`select 1 from job where id = any(${[...ids]}::uuid[]) and unheard > ${aloneFrom} limit 1`,
      )
      return silent.length > 0
    },
  }
}

/** The last run by the clock of a kind, as `last`. */
export function lastByClock(name: Sql, actor: string): Sql {
  return sql`(select l.state = 'failed' and l.unheard >= ${mostUnheard} as aside, l.finished_at from job l
               where l.name = ${name} and l.actor = ${actor} order by l.created_at desc limit 1) last`
}

/** Where the last was set aside the next rests for an hour: a server is not ended every few minutes. */
export const restsByClock: Sql = sql`coalesce(
  last.aside and last.finished_at between now() - interval '1 hour' and clock_timestamp(), false)`

/**
 * How often a run by the clock counts as unheard of before it begins: where the last of its kind was set
 * aside, one more end of the process is enough.
 */
export const unheardAtFirst: Sql = sql`case when last.aside then ${mostUnheard - 1}::integer else 0 end`

/** A process that is told to stop says so of what it leaves: that is no end without a word. */
export async function leaveSaid({ database, log }: JobsParts, life: SignOfLife | undefined): Promise<void> {
  if (!life?.isHeld()) return
  await database
    .query(sql`update job set unheard = 0 where state = 'running' and holder = ${life.holder}`)
    .catch((error: unknown) => log('That jobs are left could not be written down.', error))
}
