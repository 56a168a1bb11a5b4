import { setTimeout as pause } from 'node:timers/promises'
import { systemUser } from '../access/access-control.ts'
import type { Database } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import type { JobDeclaration } from './job.ts'
import type { JobsParts } from './jobs.ts'
import {
  begunAlone,
  lastByClock,
  leaveSaid,
  mayBegin,
  putBackOrphans,
  restsByClock,
  unheardAtFirst,
  type Begun,
} from './orphans.ts'
import { repeated } from './repeated.ts'
import { longestRestSeconds, runJob, shortRest } from './run-job.ts'
import { holdSignOfLife, type SignOfLife } from './worker-lock.ts'

/** How many jobs one process works on at once; more would only wait for the same database. */
const concurrency = 2
const pollMilliseconds = 2_000
const drainMilliseconds = 50

/**
 * Works on jobs: claims those that wait, puts back those whose process is gone, starts what is due by
 * schedule.
 */
export function jobWorker(parts: JobsParts, declared: ReadonlyMap<string, JobDeclaration>) {
  const { database, log } = parts
  const [life, working, alone] = [lastingLife(database), new Set<Promise<void>>(), begunAlone(parts)]
  let timer: NodeJS.Timeout | undefined
  let [stopping, stopListening] = [new AbortController(), () => {}]
  let [begun, drains, isByClock] = [0, 0, true]
  const away = saidOnce((error) => log('Jobs are waiting for the database.', error))
  const { run: look, idle } = repeated(tend)

  async function tend(): Promise<void> {
    try {
      const holder = await life.holder()
      await putBackOrphans(parts, declared)
      await startDue(parts, declared, isByClock)
      while (!stopping.signal.aborted && working.size < concurrency && !(await alone.isOneSilent())) {
        const job = await claim(parts, holder, declared, { isAlone: working.size === 0 })
        if (!job) break
        work(job)
      }
      away.over()
    } catch (error) {
      // The next look comes in two seconds.
      away.say(error)
    }
  }

  function work(job: Begun): void {
    begun += 1
    const { signal } = stopping
    const worked = alone.during(job, runJob(parts, declared.get(job.name), job, signal)).finally(() => {
      working.delete(worked)
      if (!signal.aborted) void look()
    })
    working.add(worked)
  }

  async function start({ byClock = true }: { byClock?: boolean } = {}): Promise<void> {
    ;[stopping, isByClock] = [new AbortController(), byClock]
    stopListening = database.listen('kontor_jobs', () => void look())
    timer = setInterval(() => void look(), pollMilliseconds).unref()
    await look()
  }

  async function stop(): Promise<void> {
    stopping.abort()
    clearInterval(timer)
    timer = undefined
    stopListening()
    const left = leaveSaid(parts, life.now())
    // A job that was left is taken up again: once this process is gone, it has no sign of life.
    await Promise.race([Promise.all([left, idle().then(() => Promise.all(working))]), database.givenUp])
    await life.close()
  }

  async function drain(): Promise<void> {
    // An earlier drain stopped at its end; a worker that was started is not stopped by this one.
    if (!timer) stopping = new AbortController()
    drains += 1
    const round = async () => {
      const before = begun
      await look()
      await Promise.all(working)
      return stopping.signal.aborted ? 'stopped' : begun > before
    }
    await untilDone(parts, declared, round).finally(() => (drains -= 1))
    if (!timer && drains === 0) await stop()
  }

  return { start, stop, drain }
}

/** What lasts is said when it begins, and not again before it was over. */
function saidOnce(say: (error: unknown) => void) {
  let isSaid = false
  return {
    say(error: unknown) {
      if (!isSaid) say(error)
      isSaid = true
    },
    over: () => void (isSaid = false),
  }
}

/** The sign of life of this process, given anew where it was lost. */
function lastingLife(database: Database) {
  let life: SignOfLife | undefined
  return {
    async holder(): Promise<number> {
      if (!life?.isHeld()) life = await holdSignOfLife(database)
      return life.holder
    },
    now: () => life,
    async close(): Promise<void> {
      const held = life
      life = undefined
      await held?.close()
    },
  }
}

/** Goes round until no job is open, or until it is stopped; where a round began none, others work on them. */
async function untilDone(
  parts: JobsParts,
  declared: ReadonlyMap<string, JobDeclaration>,
  round: () => Promise<boolean | 'stopped'>,
): Promise<void> {
  for (;;) {
    const begun = await round()
    if (begun === 'stopped' || !(await hasOpenJobs(parts, declared))) return
    if (!begun) await pause(drainMilliseconds)
  }
}

async function hasOpenJobs(
  { database }: JobsParts,
  declared: ReadonlyMap<string, JobDeclaration>,
): Promise<boolean> {
  const open = await database.query(
    sql`select 1 from job where name = any(${[...declared.keys()]})
          and (state = 'running' or (state = 'waiting' and run_at <= now() + make_interval(secs => ${shortRest})))
        limit 1`,
  )
  return open.length > 0
}

async function claim(
  { database }: JobsParts,
  holder: number,
  declared: ReadonlyMap<string, JobDeclaration>,
  how: { readonly isAlone: boolean },
) {
  const [job] = await database.query<Begun>(
    sql`update job set state = 'running', holder = ${holder}, started_at = coalesce(started_at, now()), attempts = attempts + 1,
          unheard = unheard + 1, reached = greatest(reached, done)
        where id = (select id from job where state = 'waiting' and run_at <= now() and name = any(${[...declared.keys()]})
                      and ${mayBegin(how)}
                    order by run_at, id for update skip locked limit 1)
        returning id, name, payload, actor, scope, attempts, unheard, holder`,
  )
  return job
}

async function startDue(parts: JobsParts, declared: ReadonlyMap<string, JobDeclaration>, isByClock: boolean) {
  await wakeLongResting(parts)
  if (isByClock) await startScheduled(parts, declared)
}

/**
 * Nothing but a plan makes a job wait for long. One that does was put back while the clock of the database
 * was ahead, and would wait until it is that late.
 */
async function wakeLongResting({ database }: JobsParts): Promise<void> {
  await database.query(
    sql`update job set run_at = now()
        where state = 'waiting' and not planned
          and run_at > clock_timestamp() + make_interval(secs => ${2 * longestRestSeconds})`,
  )
}

/** The run of a job `j` is over, and neither progress nor result tells of anything. */
const cameToNothing = sql`j.state = 'done' and j.done = 0
  and coalesce(jsonb_typeof(j.result), 'null') in ('null', 'object', 'array')
  and not exists (select from jsonb_path_query(j.result, '$[*].*') v where v not in ('0', 'null', 'false', '[]'))
  and (jsonb_typeof(j.result) is distinct from 'array' or j.result = '[]')`

async function startScheduled(
  { database }: JobsParts,
  declared: ReadonlyMap<string, JobDeclaration>,
): Promise<void> {
  for (const { name, everyMinutes } of declared.values()) {
    if (everyMinutes === undefined) continue
    // Planned while the clock was ahead. Asked is the clock as it is once the row is ours.
    const isFromAhead = sql`job_schedule.next_at > clock_timestamp() + make_interval(mins => ${everyMinutes})`
    await database.query(
      sql`with due as (
            insert into job_schedule (name, next_at) values (${name}, now() + make_interval(mins => ${everyMinutes}))
            on conflict (name) do update set next_at = now() + make_interval(mins => ${everyMinutes})
              where job_schedule.next_at <= now() or ${isFromAhead}
            returning name),
          -- What repeats and found nothing to do is told of by its last run alone.
          idle as (
            delete from job j using due where j.name = due.name and j.actor = ${systemUser} and ${cameToNothing})
          insert into job (id, name, payload, actor, planned, unheard)
          select gen_random_uuid(), name, '{}', ${systemUser}, false, ${unheardAtFirst}
            from due left join lateral ${lastByClock(raw('due.name'), systemUser)} on true
           where not ${restsByClock}`,
    )
  }
}
