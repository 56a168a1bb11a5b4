import { newId } from '#model'
import { knownObjects } from '../access/known-objects.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { openChange } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'

/** How far back a change can be undone. */
const undoDays = 90

/**
 * Opens the undo of a change: refuses one that is unknown, too old, somebody else's to see, or undone
 * already.
 */
export async function openUndo(door: Door, change: string): Promise<{ id: string; entries: number }> {
  const known = knownObjects(door.actor, door.model)
  const [found] = await door.tx.query<{ entries: string; own: boolean; old: boolean; undone: boolean }>(
    sql`select count(*) as entries, bool_or(actor = ${door.actor.user} and object = any(${known})) as own,
               max(at) < now() - make_interval(days => ${undoDays}) as old,
               exists (select from change where undoes = ${change}) as undone
        from audit_entry where change = ${change}`,
  )
  if (!found || Number(found.entries) === 0) throw notFound()
  // Whoever did it may undo it, as far as they know of it today, or by this key; others need the right to see
  // all that it touched, which administrators have.
  if (!found.own && !door.actor.access.administrator) throw notFound()
  if (found.old)
    throw new Problem(
      409,
      'tooOld',
      said('This was changed more than {days} days ago. Change the records by hand.', { days: undoDays }),
    )
  if (found.undone)
    throw new Problem(
      409,
      'undoneAlready',
      said('This change has been undone already. Look at the history of its records.'),
    )
  const undo = door.options.change ?? newId()
  await openChange(door.tx, {
    id: undo,
    actor: door.actor.user,
    kind: 'undo',
    label: 'Undo',
    object: null,
    undoes: change,
  })
  return { id: undo, entries: Number(found.entries) }
}

/**
 * An undo that took nothing back is none: what kept it may be settled, and then it is asked for again. What
 * is written of what it kept goes with it.
 */
export async function closeUndo({ tx }: Door, undo: string): Promise<void> {
  await tx.query(
    sql`delete from change where id = ${undo}::uuid
        and not exists (select from audit_entry where change = ${undo}::uuid)`,
  )
}
