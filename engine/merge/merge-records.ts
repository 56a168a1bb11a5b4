import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import { writeAudit, openChange } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { targetOf } from '../records/write/references.ts'
import { storedKey } from '../records/stored.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import { writeOne } from '../records/write/write-one.ts'
import { said } from '../said/said.ts'
import { keepMerge } from './keep-merge.ts'
import { refuseKeeping } from './refuse-keeping.ts'
import { mayLift } from './may-lift.ts'
import { mayMerge, mayMergeAll } from './may-merge.ts'
import { moveReferences } from './move-references.ts'
import { namesOf, planMerge, type Choices, type MergePlan } from './plan-merge.ts'
import { planMerges, type SourceChoices } from './plan-merges.ts'
import { loadAllSides, loadSides, type Side } from './sides.ts'

/** Two records of one base that are to become one: which stays, which goes into it, and what is chosen. */
export type Merging = {
  readonly survivor: string
  readonly other: string
  readonly choices: Choices
}

/** Several that are to become one; what is chosen names the record whose value it is. */
export type MergingSeveral = {
  readonly survivor: string
  readonly others: readonly string[]
  readonly choices: SourceChoices
}

/**
 * Makes one record of two, in the open transaction and as one change: whatever named the other names the one
 * that stays, the other goes, and what was chosen of it, its lines and its roles come to the one that stays.
 * Undone in the opposite order, both are what they were. `moved` hears how many records were brought round.
 */
export async function mergeRecords(
  door: Door,
  base: ResolvedObject,
  { survivor, other, choices }: Merging,
  actions: ActionRegistry,
  moved: (count: number) => Promise<void> = async () => {},
): Promise<MergePlan> {
  if (survivor === other) throw named('with')
  const sides = await loadSides(door.tx, door.model, base, [survivor, other])
  await begin(door, base, sides)
  return mergeInto(door, base, sides, choices, { actions, moved })
}

/**
 * Makes one record of several, as one change: one after the other goes into the one that stays, each as if
 * the two were all there are, with the rights that this asks.
 */
export async function mergeSeveral(
  door: Door,
  base: ResolvedObject,
  merging: MergingSeveral,
  actions: ActionRegistry,
  moved: (count: number) => Promise<void> = async () => {},
): Promise<void> {
  const [survivor, ...others] = await sidesOf(door, base, merging)
  await mayMergeAll(door, base, survivor, others)
  const { steps } = planMerges(door.model, base, survivor, others, merging.choices)
  await begin(door, base, [survivor, ...others])
  for (const { other, choices } of steps) {
    const ids = [merging.survivor, other.record.id] as const
    await mergeInto(door, base, await loadSides(door.tx, door.model, base, ids), choices, { actions, moved })
  }
}

/** The records of a merge, the one that stays first; throws a 422 where one is named twice. */
export async function sidesOf(
  door: Door,
  base: ResolvedObject,
  { survivor, others }: MergingSeveral,
): Promise<readonly [Side, ...Side[]]> {
  const ids = [survivor, ...others]
  if (new Set(ids).size < ids.length) throw named('others')
  const [one, ...rest] = await loadAllSides(door.tx, door.model, base, ids)
  if (!one) throw notFound()
  return [one, ...rest]
}

function named(field: 'with' | 'others'): Problem {
  return fieldErrors([{ field, code: 'sameRecord', message: said('Name another record than this one.') }])
}

/** The change bears the names of those that go. */
async function begin(door: Door, base: ResolvedObject, [, ...others]: readonly Side[]): Promise<void> {
  const titles = others.map(({ record }) => String(record.values[base.title] ?? ''))
  await openChange(door.tx, {
    id: door.options.change ?? '',
    actor: door.actor.user,
    kind: 'merge',
    label: titles.join(', ').slice(0, 200),
    object: base.name,
  })
}

/** Has one record go into another, under the change that is open. */
async function mergeInto(
  door: Door,
  base: ResolvedObject,
  [one, two]: readonly [Side, Side],
  choices: Choices,
  { actions, moved }: { readonly actions: ActionRegistry; readonly moved: (count: number) => Promise<void> },
): Promise<MergePlan> {
  const [survivor, other] = [one.record.id, two.record.id]
  const faces = await mayMerge(door, base, one, two)
  await refuseKeeping(door, base, one, two)
  const plan = planMerge(door.model, base, one, two, choices)
  await mayLift(door, actions, plan.fields, one, two)
  const change = door.options.change ?? ''
  const title = String(two.record.values[base.title] ?? '')
  const within: Door = { ...door, restores: true, joins: true }
  // What named the other in a role can name the one that stays once that plays it too.
  for (const { face, kind, values } of plan.writes)
    if (kind === 'adopt')
      await writeOne(within, face, { kind, id: survivor, values: parted(face, values).common })
  const write = async (face: ResolvedObject, values: Readonly<Record<string, unknown>>) => {
    if (Object.keys(values).length > 0)
      await writeOne(within, face === base ? faces.change : face, { kind: 'update', id: survivor, values })
  }
  // What the one that stays says of the other itself would hold that back.
  for (const { face, kind, values } of plan.writes)
    if (kind === 'update') await write(face, lettingGo(face, values, one, other).first)
  await moveReferences(door, base, { from: other, to: survivor }, moved)
  for (const face of faces.remove) {
    const removal = (await removeRecords(door, face, [other])).get(other)
    if (removal instanceof Problem) throw removal
  }
  for (const { face, kind, values } of plan.writes)
    await write(
      face,
      kind === 'adopt' ? parted(face, values).alone : lettingGo(face, values, one, other).rest,
    )
  await outgrow(door, base, one, two)
  const called = Object.fromEntries(namesOf(door.model, base, two))
  await keepMerge(door, base, { survivor, other, title, called })
  // An undo of the undo reads from it what went into which (keepMergeAgain).
  const after = { other, title, ...called }
  await writeAudit(door, change, [
    { object: base.name, record: survivor, action: `do:${base.name}.merge`, before: null, after },
  ])
  return plan
}

/**
 * No version that was ever read of either is that of the one record: what was meant for one of two is
 * refused.
 */
async function outgrow({ tx }: Door, base: ResolvedObject, survivor: Side, other: Side): Promise<void> {
  const { version } = other.record
  await tx.query(
    sql`update ${id(base.table)} set version = greatest(version, ${version}) + 1 where id = ${survivor.record.id}`,
  )
}

/** Values in whose place the one that stays names the other, and the rest. */
function lettingGo(
  face: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
  { record }: Side,
  other: string,
) {
  const isNamed = (name: string): boolean => {
    const field = face.fields.get(name)
    const held = field && targetOf(field) !== null ? record.values[storedKey(face, field)] : null
    return [held].flat().includes(other)
  }
  const all = Object.entries(values)
  return {
    first: Object.fromEntries(all.filter(([name]) => isNamed(name))),
    rest: Object.fromEntries(all.filter(([name]) => !isNamed(name))),
  }
}

/** Values that two records cannot hold at once, which are free when the other has gone, and the rest. */
function parted(face: ResolvedObject, values: Readonly<Record<string, unknown>>) {
  const isAlone = (name: string): boolean => {
    const { unique, type } = face.fields.get(name)?.field ?? {}
    return unique === true || type === 'sequenceNumber'
  }
  const all = Object.entries(values)
  return {
    common: Object.fromEntries(all.filter(([name]) => !isAlone(name))),
    alone: Object.fromEntries(all.filter(([name]) => isAlone(name))),
  }
}
