import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, Problem } from '../errors.ts'
import { writeAudit, openChange } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import { writeOne } from '../records/write/write-one.ts'
import { said } from '../said/said.ts'
import { keepMerge } from './keep-merge.ts'
import { mayMerge } from './may-merge.ts'
import { moveReferences } from './move-references.ts'
import { namesOf, planMerge, type Choices, type MergePlan } from './plan-merge.ts'
import { loadSides, type Side } from './sides.ts'

/** Two records of one base that are to become one: which stays, which goes into it, and what is chosen. */
export type Merging = {
  readonly survivor: string
  readonly other: string
  readonly choices: Choices
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
  moved: (count: number) => Promise<void> = async () => {},
): Promise<MergePlan> {
  if (survivor === other)
    throw fieldErrors([
      { field: 'with', code: 'sameRecord', message: said('Name another record than this one.') },
    ])
  const [one, two] = await loadSides(door.tx, door.model, base, [survivor, other])
  const faces = await mayMerge(door, base, one, two)
  const plan = planMerge(door.model, base, one, two, choices)
  const change = door.options.change ?? ''
  const title = String(two.record.values[base.title] ?? '')
  await openChange(door.tx, {
    id: change,
    actor: door.actor.user,
    kind: 'merge',
    label: title.slice(0, 200),
    object: base.name,
  })
  const within: Door = { ...door, restores: true, joins: true }
  // What named the other in a role can name the one that stays once that plays it too.
  for (const { face, kind, values } of plan.writes)
    if (kind === 'adopt')
      await writeOne(within, face, { kind, id: survivor, values: parted(face, values).common })
  await moveReferences(door, base, { from: other, to: survivor }, moved)
  for (const face of faces.remove) {
    const removal = (await removeRecords(door, face, [other])).get(other)
    if (removal instanceof Problem) throw removal
  }
  for (const { face, kind, values } of plan.writes) {
    const left = kind === 'adopt' ? parted(face, values).alone : values
    if (Object.keys(left).length > 0)
      await writeOne(within, face === base ? faces.change : face, {
        kind: 'update',
        id: survivor,
        values: left,
      })
  }
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
