import { pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import { askPresence } from '../access/ask-presence.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import { mergeBehind } from '../merge/merge-again.ts'
import { forecastUndo, toldEntries, type UndoForecast } from './forecast-undo.ts'
import { noteUndone, type DoneAction } from './note-undone.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import { facesOf } from '../schema/faces.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Writing } from '../records/write/writing.ts'
import { keepStayed } from './keep-stayed.ts'
import { closeUndo, isAtEnd, openUndo } from './open-undo.ts'
import { undoStep, type UndoState } from './undo-step.ts'
import { undoBatch, type Reversed, type UndoResult } from './undo.ts'

/** Takes changes back: what touched few records at once, what touched many as a job. */
export type Undo = (
  actor: Actor,
  change: string,
  options?: { readonly dryRun?: boolean; readonly tx?: Transaction },
) => Promise<UndoResult | Forecast | { job: string; change: string; total: number }>

/** What the undo of a change of many would do. */
type Forecast = Omit<UndoForecast, 'by'> & { readonly change: string; readonly what: UndoResult['what'] }

const mostAtOnce = 500

export function openUndos(parts: {
  records: Writing
  jobs: Jobs
  actions: ActionRegistry
  model: () => ResolvedModel
}): Undo {
  const { records, jobs } = parts
  const note = (door: Door, done: readonly DoneAction[]) => noteUndone(door, parts.actions, done)
  jobs.declare(undoJob(records, note))
  // A change that counts as undone and the job that undoes it come to be together, or not at all.
  return (actor, asked, options = {}) =>
    records.door(actor, options, async (door) => {
      const { id: change, undoes, entries, below, ahead, isRest } = await openUndo(door, asked)
      if (entries <= mostAtOnce) {
        const within = { ...door, options: { ...door.options, undoes } }
        const { reversed, by, kept, done } = await undoBatch(
          within,
          undoes,
          { below, ahead },
          { page: mostAtOnce + 1 },
        )
        await note(within, done)
        await keepStayed(door, change, kept)
        await closeUndo(door, change, isRest && kept.length === 0)
        return { change, reversed, what: named(door, by), kept: kept.map(({ told }) => told) }
      }
      const merge = await mergeBehind(door.tx, undoes)
      const total = merge ? await toldEntries(door, undoes, merge) : entries
      if (options.dryRun) {
        const { by, ...forecast } = await forecastUndo(door, undoes, total)
        return { change, what: named(door, by), ...forecast }
      }
      const about = await objectsOf(door, undoes)
      for (const object of about) askPresence(actor, object)
      const begun = { below, ahead, done: 0, reversed: 0, kept: [], keptCount: 0 }
      const payload: UndoState = { undoes, change, total, ...begun }
      const job = await jobs.add(door.tx, 'undo', payload, { actor, about })
      return { job, change, total }
    })
}

async function objectsOf({ tx }: Door, change: string): Promise<string[]> {
  const rows = await tx.query<{ object: string }>(
    sql`select distinct object from audit_entry where change = ${change} and object is not null`,
  )
  return rows.map(({ object }) => object)
}

function named({ model, actor }: Door, by: Reversed): UndoResult['what'] {
  return [...by].flatMap(([name, count]) => {
    const object = model.objects.get(name)
    const isKnown = object && facesOf(model, object).some((face) => actor.access.object(face.name))
    return isKnown ? [{ object: name, label: pluralOf(object.declaration, actor.language), count }] : []
  })
}

function undoJob(
  records: Writing,
  note: (door: Door, done: readonly DoneAction[]) => Promise<void>,
): JobDeclaration {
  return {
    name: 'undo',
    async run(run) {
      let state = run.payload as UndoState
      // Where only the word was lost that it came to its end, to go on would be to begin anew.
      for (let finished = isAtEnd(state); !finished;) {
        const from = state
        const options = { change: from.change, undoes: from.undoes }
        finished = await records.door(run.actor, options, async (door) => {
          const step = await undoStep(door, from, note)
          state = step.state
          await run.remember(state, door.tx)
          return step.finished
        })
        await run.progress(Math.min(state.done, state.total), state.total)
      }
      return { change: state.change, reversed: state.reversed, kept: state.kept, keptCount: state.keptCount }
    },
  }
}
