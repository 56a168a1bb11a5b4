import type { AccessControl } from '../access/access-control.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { Problem } from '../errors.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import { movedTo } from '../merge/moved.ts'
import type { Writing } from '../records/write/writing.ts'
import type { AnyAction } from './action.ts'
import type { ActionRegistry } from './actions.ts'
import { plannedAction, type PlannedPayload } from './plan-action.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { actionTx } from './tx.ts'

type Parts = {
  readonly records: Writing
  readonly access: AccessControl
  readonly model: () => ResolvedModel
  readonly actions: ActionRegistry
}

/** Does what was planned for a day, as whoever planned it; what stands against it by then is written down. */
export function plannedActionJob(parts: Parts): JobDeclaration {
  return {
    name: plannedAction,
    isOwed: true,
    async run({ id, payload }) {
      const { plan, by, object, record, action, input, confirmed, scope = null } = payload as PlannedPayload
      try {
        const actor = await parts.access.actorFor({ user: by, source: 'job', request: id, scope })
        const done = await parts.records.run(actor, object, record, action, input, { confirmed, plan })
        return { change: done.change }
      } catch (error) {
        if (!(error instanceof Problem) || error.status >= 500) throw error
        await noteFailure(parts, payload as PlannedPayload, error)
        return { plan, refused: error.code }
      }
    },
    setAside: ({ payload }, why) => noteFailure(parts, payload as PlannedPayload, why, true),
  }
}

async function noteFailure(
  parts: Parts,
  { plan, object, record, action, by }: PlannedPayload,
  why: Problem,
  isSetAside = false,
) {
  const face = parts.model().objects.get(object)
  const declared = face && parts.actions.all.find((one) => one.on.name === object && one.name === action)
  if (!face || !declared?.failed) return
  const system = await parts.access.systemActor(plannedAction)
  const language = await parts.access.actorFor({ user: by, source: 'job', request: plan }).then(
    (actor) => actor.language,
    () => system.language,
  )
  await parts.records.door(system, {}, async (door) => {
    const tx = actionTx({ ...door, authority: 'action' })
    const into = await movedTo(door.tx, face.base, record)
    const held = await tx.find(declared.on as AnyAction['on'], { id: into ?? record }, { limit: 1 })
    const told =
      into === null
        ? { why: why.in(language), isSetAside }
        : { why: wentInto().in(language), isSetAside: false }
    // What is gone meanwhile has no history to write it into.
    if (held[0]) await declared.failed?.({ record: held[0], tx, plan, ...told })
  })
}

/** What was planned of one record is not done to another, though that is the same partner by now. */
function wentInto(): Said {
  return said('It went into this record before the day came. Plan it again if it should hold here.')
}
