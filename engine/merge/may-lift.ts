import type { ActionRegistry } from '../actions/actions.ts'
import { Refusal } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { allowedRows } from '../records/write/row-rights.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { PlannedField } from './plan-merge.ts'
import type { Side } from './sides.ts'
import { openRank, stateRank } from './state-rank.ts'

/**
 * Whoever lets the milder of two states stand lifts the other one, as by an action: they need the right to
 * one that leads from it to where nothing is closed. Throws a refusal.
 */
export async function mayLift(
  door: Door,
  actions: ActionRegistry,
  fields: readonly PlannedField[],
  survivor: Side,
  other: Side,
): Promise<void> {
  for (const { held, choice } of fields) {
    const rank = stateRank(door.model, held)
    if (!rank) continue
    const [kept, left] = choice === 'other' ? [other, survivor] : [survivor, other]
    const [stays, goes] = [kept, left].map(({ record }) => rank(record.values[held.key] ?? null)) as [
      number,
      number,
    ]
    if (goes <= openRank || stays >= goes) continue
    const lifting = actions
      .of(held.face)
      .filter(({ brings }) => brings !== undefined && rank(brings) <= openRank)
    if (
      !(await isAnyAllowed(
        door,
        held.face,
        left,
        lifting.map(({ name }) => name),
      ))
    )
      throw refused(held)
  }
}

async function isAnyAllowed(
  door: Door,
  face: PlannedField['held']['face'],
  { record }: Side,
  names: readonly string[],
): Promise<boolean> {
  if (door.actor.access.administrator) return true
  for (const name of names)
    if ((await allowedRows(door, face, [record.id], name)).get(record.id) === 'allowed') return true
  return false
}

function refused({ field }: PlannedField['held']): Refusal {
  return new Refusal(
    'merge.lifts',
    said('{label}: the stricter one stays, unless somebody chooses who may lift it.', {
      label: called(field.field),
    }),
  )
}
