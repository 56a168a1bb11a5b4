import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection, Database, QueryOptions } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { cutToRights, facesOf } from './cut-to-rights.ts'
import { isToldOf, type Begun } from '../jobs/whose-jobs.ts'
import type { LiveEvent } from './live-event.ts'
import { presentPosition, readHappenings, type Happenings } from './read-happenings.ts'

export type Subscription = {
  /** Who listens, asked before each telling: it throws once they may not any more. */
  actor(): Promise<Actor>
  /** Only of these objects or faces; else of all. */
  readonly objects?: readonly string[]
  /** The position of the last events that were heard; what came since is told first. */
  readonly since?: string
  /** From here on nothing is missed: what is read from now on is kept up to date by what is told. */
  onBegin(position: string): void
  /** Never with an empty list. `position` is where to go on after a break. */
  onEvents(events: readonly LiveEvent[], position: string): void
  /**
   * Nothing follows: nobody is signed in any more, or else the listener has to come anew to learn why they
   * are not told any more.
   */
  onEnd(why: 'signedOut' | 'refused'): void
}

/** Tells what happens to the records that somebody is looking at. */
export type Live = {
  /**
   * Returns how to stop. Events come within half a second of the change being committed, from whatever
   * process.
   */
  subscribe(subscription: Subscription): () => void
  /** Where the events stand now: who reads after asking, and listens from here, misses nothing in between. */
  position(): Promise<string>
  /** Tells nobody any more, once what is being read has been read. */
  close(): Promise<void>
}

const everyMilliseconds = 250
const position = /^\d{1,19}$/

type Listener = Subscription & {
  from: string | null
  hasBegun: boolean
  jobs: Map<string, string>
  model: number
}
type LiveParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly log: (text: string, error?: unknown) => void
}

/** Reads the audit a few times a second while somebody listens, once for all who listen in this process. */
export function openLive(parts: LiveParts): Live {
  const listeners = new Set<Listener>()
  let running: Promise<void> | undefined
  let at: string | null = null
  let isAway = false

  async function run(): Promise<void> {
    while (listeners.size > 0) {
      try {
        const start: string = (at ??= await presentPosition(parts.database))
        for (const listener of listeners) begin(listener, start)
        at = await look(parts, listeners, start)
        isAway = false
      } catch (error) {
        // The database is away. Positions stay, so nothing is lost by it. Said once, however long it takes.
        if (!isAway) parts.log('Live events are waiting for the database.', error)
        isAway = true
      }
      if (listeners.size > 0) await new Promise((resolve) => setTimeout(resolve, everyMilliseconds))
    }
    at = null
    running = undefined
  }

  return {
    subscribe(subscription) {
      const { since } = subscription
      const from = since !== undefined && position.test(since) ? since : null
      const model = parts.model().version
      const listener: Listener = { ...subscription, from, hasBegun: false, jobs: new Map(), model }
      listeners.add(listener)
      if (at !== null) begin(listener, at)
      running ??= run()
      return () => void listeners.delete(listener)
    },
    position: () => presentPosition(parts.database),
    async close() {
      listeners.clear()
      await running
    },
  }
}

function begin(listener: Listener, at: string): void {
  if (listener.hasBegun) return
  listener.hasBegun = true
  listener.from ??= at
  listener.onBegin(listener.from)
}

/** Tells every listener what happened from the position on, and gives the position to go on from. */
async function look(parts: LiveParts, listeners: Set<Listener>, start: string): Promise<string> {
  const { database, model } = parts
  const news = await readHappenings(database, start)
  const shared = askedOnce(database)
  const present = await whoIsThere(parts, listeners)
  const jobs = await openJobs(database, [...new Set([...present.values()].map(({ user }) => user))])
  for (const [listener, actor] of present)
    await orGone(parts, listeners, listener, async () => {
      const from = listener.from ?? start
      const happenings = from === start ? news : await readHappenings(database, from)
      // What the listener knows moves on when everything has been read, or it would lose what failed.
      const told = await eventsFor(shared, model(), actor, happenings)
      const ofJobs = newsOfJobs(listener, toldOf(actor, model(), jobs.get(actor.user) ?? []))
      const events = [...told, ...modelEvents(listener, model()), ...ofJobs]
      listener.from = happenings.until
      const wanted = events.filter((event) => isWanted(listener, event))
      if (wanted.length > 0 && listeners.has(listener)) listener.onEvents(wanted, happenings.until)
    })
  return news.until
}

/** Those who may still listen, as who; the others are told that they may not, and are gone. */
async function whoIsThere(parts: LiveParts, listeners: Set<Listener>): Promise<Map<Listener, Actor>> {
  const present = new Map<Listener, Actor>()
  for (const listener of [...listeners])
    await orGone(parts, listeners, listener, async () => {
      present.set(listener, await listener.actor())
    })
  return present
}

/**
 * What goes wrong for one listener ends that one alone: who is refused, or asks for too much, must not keep
 * all others from hearing anything. A database that is away is away for all, and waited for.
 */
async function orGone(
  { log }: LiveParts,
  listeners: Set<Listener>,
  listener: Listener,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const status = error instanceof Problem ? error.status : null
    if (status !== null && status >= 500) throw error
    if (status === null) log('Somebody is told of nothing any more until they come anew.', error)
    if (listeners.delete(listener)) listener.onEnd(status === 401 ? 'signedOut' : 'refused')
  }
}

/** Whoever has the same rights asks the same of a look, so each statement of it is asked once. */
function askedOnce(database: Connection): Connection {
  // A statement is long, and the same array of parts for all who have the same rights.
  const asked = new WeakMap<Sql['parts'], Map<string, Promise<unknown[]>>>()
  return {
    query<T>(piece: Sql, options?: QueryOptions) {
      const byValues = asked.get(piece.parts) ?? new Map<string, Promise<unknown[]>>()
      asked.set(piece.parts, byValues)
      const key = JSON.stringify(piece.values)
      const answer = byValues.get(key) ?? database.query<T>(piece, options)
      byValues.set(key, answer)
      return answer as Promise<T[]>
    },
  }
}

function modelEvents(listener: Listener, { version }: ResolvedModel): LiveEvent[] {
  if (listener.model === version) return []
  listener.model = version
  return [{ kind: 'model', version }]
}

function newsOfJobs(listener: Listener, jobs: readonly JobEvent[]): JobEvent[] {
  return jobs.filter((event) => {
    const state = JSON.stringify(event)
    const isNew = listener.jobs.get(event.id) !== state
    listener.jobs.set(event.id, state)
    return isNew
  })
}

async function eventsFor(
  database: Connection,
  model: ResolvedModel,
  actor: Actor,
  { records, many }: Happenings,
): Promise<LiveEvent[]> {
  const events = records.length > 0 ? [...(await cutToRights(database, model, actor, records))] : []
  for (const object of many) {
    const faces = facesOf(model, actor, object).map((face) => face.name)
    if (faces.length > 0) events.push({ kind: 'many', object, faces })
  }
  return events
}

function isWanted({ objects }: Listener, event: LiveEvent): boolean {
  if (!objects || event.kind === 'model' || event.kind === 'job') return true
  return objects.includes(event.object) || event.faces.some((face) => objects.includes(face))
}

type JobEvent = Extract<LiveEvent, { kind: 'job' }>
type OpenJob = Begun & { readonly event: JobEvent }

function toldOf(actor: Actor, model: ResolvedModel, jobs: readonly OpenJob[]): JobEvent[] {
  return jobs.filter((job) => isToldOf(actor, model, job)).map(({ event }) => event)
}

const mostJobs = 20

/** The jobs of these users that are under way, or ended a moment ago; the latest of each. */
async function openJobs(
  database: Database,
  users: readonly string[],
): Promise<ReadonlyMap<string, readonly OpenJob[]>> {
  const rows = await database.query<
    Begun & { id: string; user: string; state: string; done: string; total: string | null }
  >(
    sql`select id, actor as "user", state, done, total, scope, about from job
        where (state in ('waiting', 'running') or finished_at > now() - interval '3 seconds')
          and actor = any(${users}::uuid[]) and created_at > now() - interval '1 day'
        order by created_at desc`,
    { name: 'live jobs' },
  )
  const jobs = new Map<string, OpenJob[]>()
  for (const { id, user, state, done, total, scope, about } of rows) {
    const own = jobs.get(user) ?? []
    jobs.set(user, own)
    if (own.length >= mostJobs) continue
    const counts = { done: Number(done), total: total === null ? null : Number(total) }
    own.push({ event: { kind: 'job', id, state, ...counts }, scope, about })
  }
  return jobs
}
