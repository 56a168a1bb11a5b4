import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors, notFound } from '../errors.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { baseOf } from '../records/stored.ts'
import type { Door, WriteOptions } from '../records/write/door.ts'
import type { Writing } from '../records/write/writing.ts'
import { said } from '../said/said.ts'
import { mergeRecords, mergeSeveral, type Merging, type MergingSeveral } from './merge-records.ts'
import type { Choices } from './plan-merge.ts'
import type { SourceChoices } from './plan-merges.ts'
import { namingWhomToAsk } from './who-may-merge.ts'
import { namingAny, previewMerge, sumOf, type MergePreview } from './preview-merge.ts'
import { previewSeveral, type SeveralPreview } from './preview-several.ts'

/** Two records made one, or several. */
export type Merges = {
  preview(actor: Actor, object: string, merging: Merging): Promise<MergePreview>
  previewSeveral(actor: Actor, object: string, merging: MergingSeveral): Promise<SeveralPreview>
  /** At once, or as a job where very many records name the one that goes; `undo` takes the change back. */
  merge(
    actor: Actor,
    object: string,
    merging: Merging | MergingSeveral,
    options?: WriteOptions,
  ): Promise<{ change: string } | { change: string; job: string; total: number }>
}

type Parts = {
  readonly model: () => ResolvedModel
  readonly records: Writing
  readonly jobs: Jobs
  readonly access: Pick<AccessControl, 'actorFor'>
  readonly actions: ActionRegistry
}
type Payload = (Merging | MergingSeveral) & {
  readonly object: string
  readonly change: string
  readonly total: number
  /** How many references were brought round, once that is committed. */
  readonly moved?: number
}

const mostAtOnce = 500

export function openMerges(parts: Parts): Merges {
  const { model, records, jobs, access, actions } = parts
  jobs.declare(mergeJob(parts))
  return {
    preview: (actor, object, merging) =>
      records.door(actor, { dryRun: true }, (door) => {
        const base = mergeable(model(), object)
        return namingWhomToAsk(access, door, base, idsOf(merging), () => previewMerge(door, base, merging))
      }),
    previewSeveral: (actor, object, merging) =>
      records.door(actor, { dryRun: true }, (door) => {
        const base = mergeable(model(), object)
        return namingWhomToAsk(access, door, base, idsOf(merging), () => previewSeveral(door, base, merging))
      }),
    merge: (actor, object, merging, options = {}) =>
      records.door(actor, options, async (door) => {
        const base = mergeable(door.model, object)
        const change = door.options.change ?? ''
        const [survivor, ...others] = idsOf(merging)
        const found = await namingAny(door, base, survivor, others)
        if (sumOf(found, 'all') <= mostAtOnce || options.dryRun) {
          await namingWhomToAsk(access, door, base, idsOf(merging), () =>
            merged(door, base, merging, actions),
          )
          return { change }
        }
        // Who may not is told at once and not by the job.
        await namingWhomToAsk(access, door, base, idsOf(merging), async () => {
          await ('others' in merging
            ? previewSeveral(door, base, merging)
            : previewMerge(door, base, merging))
        })
        const total = sumOf(found, 'count')
        const payload: Payload = { ...merging, object: base.name, change, total }
        const about = [base.name]
        return { change, total, job: await jobs.add(door.tx, 'merge', payload, { actor, about }) }
      }),
  }
}

type Moved = (count: number) => Promise<void>

async function merged(
  door: Door,
  base: ResolvedObject,
  merging: Merging | MergingSeveral,
  actions: ActionRegistry,
  moved?: Moved,
): Promise<void> {
  if ('others' in merging) await mergeSeveral(door, base, merging, actions, moved)
  else await mergeRecords(door, base, merging, actions, moved)
}

/** The one that stays first. */
function idsOf(merging: Merging | MergingSeveral): readonly [string, ...string[]] {
  return [merging.survivor, ...('others' in merging ? merging.others : [merging.other])]
}

/** One transaction from end to end: either all are one, or nothing has happened. */
function mergeJob({ records, actions }: Parts): JobDeclaration {
  return {
    name: 'merge',
    async run(run) {
      const { object, change, total, moved, ...merging } = run.payload as Payload
      const { survivor } = merging
      // All are one already, and only the word of that was lost.
      if (moved !== undefined) return { change, survivor, moved }
      let done = 0
      await records.door(run.actor, { change }, async (door) => {
        await merged(door, mergeable(door.model, object), merging, actions, async (count) => {
          done += count
          await run.progress(done, total)
        })
        await run.remember({ ...run.payload, moved: done }, door.tx)
      })
      return { change, survivor, moved: done }
    },
  }
}

/**
 * Records that stand by themselves and are the business's; users and the like are told apart by signing
 * in.
 */
function mergeable(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  if (!object || object.declaration.owned || object.declaration.system) throw notFound()
  return baseOf(model, object)
}

/** What was sent of a merge, read; whether a choice is one is asked where it is planned. Throws a 422. */
export function readChoices(given: unknown): Choices & SourceChoices {
  if (given === undefined || given === null) return {}
  const isPlain = typeof given === 'object' && !Array.isArray(given)
  if (!isPlain || Object.values(given).some((one) => typeof one !== 'string'))
    throw fieldErrors([
      {
        field: 'choices',
        code: 'notAnObject',
        message: said('Give the choices by field: {"name": "other"}.'),
      },
    ])
  return given as Choices
}
