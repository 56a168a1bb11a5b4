import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { keepStayed, mostKept } from './keep-stayed.ts'
import type { Kept } from './kept.ts'
import type { DoneAction } from './note-undone.ts'
import { closeUndo } from './open-undo.ts'
import { undoBatch } from './undo.ts'
import { aboveAll, type UndoLimits, type UndoPlace } from './undo-page.ts'

/** How far the undo of a large change has come, as its job remembers it. */
export type UndoState = UndoPlace & {
  readonly undoes: string
  readonly change: string
  readonly total: number
  readonly done: number
  readonly reversed: number
  readonly kept: readonly Kept[]
  readonly keptCount: number
  /** Something could not come back before what it names, which was too much to be taken ahead of its turn. */
  readonly isCut?: boolean
  /** The last entry that it had written when it last began at the top. */
  readonly writtenBefore?: string
}

/**
 * One batch of the undo of a large change, in a transaction of its own. Where something could not come back
 * before the rest did, it goes over the change again until nothing more comes back.
 */
export async function undoStep(
  door: Door,
  from: UndoState,
  note: (door: Door, done: readonly DoneAction[]) => Promise<void>,
  limits?: UndoLimits,
): Promise<{ readonly state: UndoState; readonly finished: boolean }> {
  const step = await undoBatch(door, from.undoes, from, limits)
  await note(door, step.done)
  await keepStayed(door, from.change, step.kept)
  const state: UndoState = {
    ...from,
    below: step.next,
    ahead: step.ahead,
    done: from.done + step.reversed + step.kept.length,
    reversed: from.reversed + step.reversed,
    kept: [...from.kept, ...step.kept.map(({ told }) => told)].slice(0, mostKept),
    keptCount: from.keptCount + step.kept.length,
    isCut: from.isCut === true || step.isCut,
  }
  if (step.next !== null) return { state, finished: false }
  const written = state.isCut && state.keptCount > 0 ? await lastWritten(door, from.change) : undefined
  if (written !== undefined && written !== from.writtenBefore)
    return { state: await onceMore(door, state, written), finished: false }
  await closeUndo(door, from.change)
  return { state, finished: true }
}

/** What goes back to what stands there already counts as gone back, and writes nothing: that is no step. */
async function lastWritten({ tx }: Door, change: string): Promise<string | undefined> {
  const [last] = await tx.query<{ id: string | null }>(
    sql`select max(id) as id from audit_entry where change = ${change}::uuid`,
  )
  return last?.id ?? undefined
}

/** What was kept is tried again, and told anew where it stays. */
async function onceMore({ tx }: Door, state: UndoState, writtenBefore: string): Promise<UndoState> {
  await tx.query(sql`delete from undo_kept where change = ${state.change}::uuid`)
  await tx.query(sql`update change set kept = null where id = ${state.change}::uuid`)
  const begun = { below: aboveAll, ahead: [], isAgain: true, isCut: false, kept: [], keptCount: 0 }
  return { ...state, ...begun, writtenBefore, done: state.done - state.keptCount }
}
