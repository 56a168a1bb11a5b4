import { newId } from '#model'
import { knownObjects } from '../access/known-objects.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { mergeBehind } from '../merge/merge-again.ts'
import { openChange } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { leftAnything, undosOf } from './left-by-undos.ts'
import { oneAtATime } from './one-at-a-time.ts'

/** How far back a change can be undone. */
const undoDays = 90

/** What happened to records: of the model, of sign-ins and of files that were taken out nothing goes back. */
export const isOfRecord = sql`record is not null and action ~ '^(create|update|delete)$|^(become|leave|do):'`

/**
 * An undo that was opened: of which change, and of so many entries, those below one of them where a former
 * one came so far.
 */
export type OpenedUndo = {
  readonly id: string
  readonly undoes: string
  readonly entries: number
  readonly below: string | null
  readonly ahead: readonly string[]
  /** Whether one came before, of which something is left. */
  readonly isRest: boolean
}

/**
 * Opens the undo of a change: refuses one that is unknown, too old, somebody else's to see, not at its end
 * yet, or undone already. An undo that was stopped or failed midway is gone on with, and what one kept is
 * tried anew: what kept it may be gone, or not keep whoever asks now. A change whose undo was undone stands
 * again by what that did, and so this is what is taken back.
 */
export async function openUndo(door: Door, change: string): Promise<OpenedUndo> {
  const found = await changeOf(door, change)
  if (!found || (await isBeyondKey(door, change))) throw notFound()
  if (Number(found.entries) === 0)
    throw new Problem(
      409,
      'notUndoable',
      said('Only what was done to records is taken back so. Change this where it was made.'),
    )
  if (found.old)
    throw new Problem(
      409,
      'tooOld',
      said('This was changed more than {days} days ago. Change the records by hand.', { days: undoDays }),
    )
  await oneAtATime(door.tx, change)
  if (await isGoingOn(door.tx, change)) throw notYet()
  const former = await formerUndo(door.tx, change)
  if (former === 'undone') {
    const again = await standsAgainBy(door, change)
    if (again !== null) return openUndo(door, again)
    if (!(await leftAnything(door.tx, change))) throw undoneAlready()
  }
  const { below = null, ahead = [] } = former === 'undone' ? {} : (former ?? {})
  const undo = door.options.change ?? newId()
  await openChange(door.tx, {
    id: undo,
    actor: door.actor.user,
    kind: 'undo',
    label: 'Undo',
    object: null,
    undoes: change,
  })
  const entries = below === null ? Number(found.entries) : await entriesBelow(door.tx, change, below)
  return { id: undo, undoes: change, entries, below, ahead, isRest: former === 'undone' }
}

function undoneAlready(): Problem {
  const message = said('This change has been undone already. Look at the history of its records.')
  return new Problem(409, 'undoneAlready', message)
}

/**
 * A change, where it is the actor's to undo: whoever did it may, as far as they know of it today, or by this
 * key; others need the right to see all that it touched, which administrators have.
 */
async function changeOf({ tx, actor, model }: Door, change: string) {
  const [found] = await tx.query<{ any: boolean; entries: string; own: boolean; old: boolean }>(
    sql`select count(*) > 0 as "any", count(*) filter (where ${isOfRecord}) as entries,
               bool_or(actor = ${actor.user} and object = any(${knownObjects(actor, model)})) as own,
               max(at) < now() - make_interval(days => ${undoDays}) as old
        from audit_entry where change = ${change}`,
  )
  return found?.any && (found.own || actor.access.administrator) ? found : null
}

/** A merge goes back as it went, with what its user does not see: for keys by which one might merge. */
async function isBeyondKey({ tx, actor }: Door, change: string): Promise<boolean> {
  const actions = actor.scope?.actions ?? null
  const mayMerge = actions === null || (actions.includes('change') && actions.includes('delete'))
  return !mayMerge && (await mergeBehind(tx, change)) !== null
}

/** What a job has not come to the end of would write more, which nothing could take back any more. */
async function isGoingOn(tx: Connection, change: string): Promise<boolean> {
  const [job] = await tx.query(
    sql`select 1 from job j
        where j.state in ('waiting', 'running') and (
          (j.name in ('bulk', 'undo', 'do what is proposed')
            and ${change} in (j.payload->>'change', j.payload->>'undoes'))
          or (j.name = 'run import'
            -- It says itself that all is written, a moment before its job is over.
            and exists (select from import i
              where i.job = j.id and i.change = ${change}::uuid and i.state <> 'done'))) limit 1`,
  )
  return job !== undefined
}

function notYet(): Problem {
  const message = said('This is still going on. Wait until it is done, or stop it first.')
  return new Problem(409, 'stillGoingOn', message)
}

/** What became of the latest undo of the change: it came to its end, or only so far; null where none was. */
export async function formerUndo(tx: Connection, change: string) {
  const [former] = await tx.query<Former>(
    sql`select j.state, j.payload->>'below' as below, j.payload->>'done' as done, j.payload->'ahead' as ahead
        from change c left join job j on j.name = 'undo' and j.payload->>'change' = c.id::text
        where c.undoes = ${change} order by c.at desc, c.id desc limit 1`,
  )
  if (!former) return null
  const { below, done } = former
  const ahead = former.ahead ?? []
  const isBrokenOff = former.state === 'cancelled' || former.state === 'failed'
  return isBrokenOff && !isAtEnd({ below, done: Number(done) }) ? { below, ahead } : 'undone'
}

type Former = {
  readonly state: string | null
  readonly below: string | null
  readonly done: string | null
  readonly ahead: readonly string[] | null
}

/**
 * The undo of one of its undos, the latest first, by which what that took back stands again, or of which
 * something is left; null where there is none that is the actor's to undo.
 */
async function standsAgainBy(door: Door, change: string): Promise<string | null> {
  for (const undo of await undosOf(door.tx, change)) {
    if ((await formerUndo(door.tx, undo.id)) !== 'undone') continue
    for (const again of await undosOf(door.tx, undo.id)) {
      const isInForce = again.stands || (await isLeft(door, again.id))
      if (isInForce && (await changeOf(door, again.id))) return again.id
    }
  }
  return null
}

/** Whether anything of a change that was undone can be taken back once more. */
async function isLeft(door: Door, change: string): Promise<boolean> {
  return (await standsAgainBy(door, change)) !== null || leftAnything(door.tx, change)
}

/** Whether an undo that goes on batch by batch has come to its end. */
export function isAtEnd({ below, done }: { readonly below: string | null; readonly done: number }): boolean {
  return below === null && done > 0
}

async function entriesBelow(tx: Connection, change: string, below: string): Promise<number> {
  const [left] = await tx.query<{ entries: string }>(
    sql`select count(*) as entries from audit_entry
        where change = ${change} and ${isOfRecord} and id < ${below}::bigint`,
  )
  return Number(left?.entries)
}

/**
 * An undo that took nothing back is none: what kept it may be settled, and then it is asked for again. What
 * is written of what it kept goes with it. Throws where of a rest nothing is told either: what is left there
 * is not seen by whoever asks.
 */
export async function closeUndo({ tx }: Door, undo: string, isOfUnseen = false): Promise<void> {
  const none = await tx.query(
    sql`delete from change where id = ${undo}::uuid
        and not exists (select from audit_entry where change = ${undo}::uuid) returning 1`,
  )
  if (isOfUnseen && none.length > 0) throw undoneAlready()
}
