import { newId, pluralOf } from '#model'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import { knownObjects } from '../access/known-objects.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { JobDeclaration, JobView } from './job.ts'
import { jobWorker } from './job-worker.ts'
import { isOrphan } from './orphans.ts'
import { isSetAside, startAgain } from './start-again.ts'
import { isToldWhole, toldResults, type Ended } from './told-result.ts'
import { ownJobs } from './whose-jobs.ts'

export type JobsParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly access: AccessControl
  readonly log: (text: string, error?: unknown) => void
}

/** Durable work in the background, shared by all processes on one database. */
export type Jobs = {
  declare(job: JobDeclaration): void
  /** The names of all kinds that were declared. */
  kinds(): readonly string[]
  /**
   * Adds a job, to start when the transaction commits, about records of some objects: who knows none of them
   * is not told of it. Gives its id.
   */
  add(
    tx: Connection,
    name: string,
    payload: Record<string, unknown>,
    of: { actor: Actor; label?: string; runAt?: Date; about?: readonly string[] },
  ): Promise<string>
  /** One's own job; who may open the page of the jobs sees all. Throws a 404. */
  get(actor: Actor, id: string): Promise<JobView>
  /** The latest first; of all, or only what goes on still or failed. */
  list(actor: Actor, limit: number, only?: JobsOnly): Promise<JobView[]>
  /** Stops a job: at once where it waits, at its next step where it runs. Throws a 409 for what is owed. */
  cancel(actor: Actor, id: string): Promise<JobView>
  /** Starts a job again that was set aside. Throws a 409 for any other. */
  again(actor: Actor, id: string): Promise<JobView>
  /** Starts to work on jobs in this process; not `byClock`, those with a schedule start only when added. */
  start(options?: { byClock?: boolean }): Promise<void>
  /** Lets running jobs come to their next step and puts them back. */
  stop(): Promise<void>
  /** Works until no job waits or runs any more; for commands and tests. */
  drain(): Promise<void>
}

export type JobsOnly = 'underWay' | 'failed'

/** Makes the jobs of one process. */
export function openJobs(parts: JobsParts): Jobs {
  const { database } = parts
  const declared = new Map<string, JobDeclaration>()
  const worker = jobWorker(parts, declared)
  const isOwed = (name: string) => declared.get(name)?.isOwed === true
  const view = (actor: Actor, id: string) => one(parts, isOwed, actor, id)
  return {
    declare: (job) => void declared.set(job.name, job),
    kinds: () => [...declared.keys()],
    async add(tx, name, payload, { actor, label = '', runAt, about }) {
      const id = newId()
      await tx.query(
        sql`insert into job (id, name, payload, actor, scope, about, label, planned, run_at)
            values (${id}, ${name}, ${JSON.stringify(payload)}::jsonb, ${actor.user},
                    ${actor.scope ? JSON.stringify(actor.scope) : null}::jsonb,
                    ${about ?? null}::text[], ${label}, ${runAt !== undefined},
                    coalesce(${runAt?.toISOString() ?? null}::timestamptz, now()))`,
      )
      await database.notify('kontor_jobs', '', tx)
      return id
    },
    get: view,
    list: (actor, limit, only) => many(parts, isOwed, actor, { limit, only }),
    async cancel(actor, id) {
      const { name } = await view(actor, id)
      if (isOwed(name)) throw owed()
      await database.transaction((tx) =>
        tx.query(
          sql`update job set cancelling = true,
                state = case when ${isIdle} then 'cancelled' else state end,
                finished_at = case when ${isIdle} then now() else finished_at end
              where id = ${id} and state in ('waiting', 'running')`,
        ),
      )
      return view(actor, id)
    },
    async again(actor, id) {
      await view(actor, id)
      await database.transaction(async (tx) => {
        await startAgain(tx, id)
        await database.notify('kontor_jobs', '', tx)
      })
      return view(actor, id)
    },
    start: worker.start,
    stop: worker.stop,
    drain: worker.drain,
  }
}

/** Nobody is at it who would hear that it is to stop. */
const isIdle = sql`(state = 'waiting' or ${isOrphan})`

/** Half of it would stand for good: sums that are wrong, a field never full, a plan never carried out. */
function owed(): Problem {
  const message = said(
    'This follows from something that stands written, so it is brought to its end. Take that back or call it off instead.',
  )
  return new Problem(409, 'jobOwed', message)
}

type Row = Ended & {
  readonly name: string
  readonly label: string
  readonly state: JobView['state']
  readonly done: string
  readonly unheard: number
  readonly total: string | null
  readonly error: string | null
  readonly created_at: string
  readonly finished_at: string | null
}

const toldToOthers = said('It could not be done. Whoever began it and administrators are told why.')

type IsOwed = (name: string) => boolean

async function one(
  { database, model }: JobsParts,
  isOwed: IsOwed,
  actor: Actor,
  id: string,
): Promise<JobView> {
  const [row] = await database.query<Row>(
    sql`select * from job where id = ${id} and ${ownJobs(actor, model())}`,
  )
  if (!row) throw notFound()
  const told = await toldResults(database, model(), actor, [row])
  return viewOf(row, isOwed, { actor, model: model() }, told.get(id))
}

async function many(
  { database, model }: JobsParts,
  isOwed: IsOwed,
  actor: Actor,
  { limit, only }: { limit: number; only: JobsOnly | undefined },
): Promise<JobView[]> {
  const states = { underWay: ['waiting', 'running'], failed: ['failed'] } as const
  const kept = only ? sql` and state = any(${states[only]}::text[])` : sql``
  const rows = await database.query<Row>(
    sql`select * from job where ${ownJobs(actor, model())}${kept} order by created_at desc limit ${limit}`,
  )
  const told = await toldResults(database, model(), actor, rows)
  return rows.map((row) => viewOf(row, isOwed, { actor, model: model() }, told.get(row.id)))
}

type Asking = { readonly actor: Actor; readonly model: ResolvedModel }

/** What a job without words of its own is about, in the language of whoever reads of it. */
function aboutIn({ about }: Row, { actor, model }: Asking): string {
  const object = about?.length === 1 ? model.objects.get(about[0] ?? '') : undefined
  return object && knownObjects(actor, model).includes(object.name)
    ? pluralOf(object.declaration, actor.language)
    : ''
}

/** What a job is called and why it failed was said in the rights of who began it, and is told to them. */
function viewOf(row: Row, isOwed: IsOwed, { actor, model }: Asking, result: unknown): JobView {
  const isTold = isToldWhole(actor, row)
  return {
    id: row.id,
    name: row.name,
    label: isTold ? row.label || aboutIn(row, { actor, model }) : '',
    state: row.state,
    mayStop: (row.state === 'waiting' || row.state === 'running') && !isOwed(row.name),
    isSetAside: isSetAside(row),
    done: Number(row.done),
    total: row.total === null ? null : Number(row.total),
    result,
    error: row.error === null || isTold ? row.error : toldToOthers.in(actor.language),
    createdAt: new Date(`${row.created_at}`).toISOString(),
    finishedAt: row.finished_at === null ? null : new Date(`${row.finished_at}`).toISOString(),
  }
}
