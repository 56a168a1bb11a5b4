import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { notFound, Problem, Refusal } from '../errors.ts'
import { seenFieldsOn } from '../audit/history.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { Door } from '../records/write/door.ts'
import { forbidden } from '../records/write/open-drafts.ts'
import { allowedRows } from '../records/write/row-rights.ts'
import { said } from '../said/said.ts'
import { heldFields, type Side } from './sides.ts'

/** The code of a refusal for what is hidden; whom to ask is said where it is answered. */
export const hiddenFields = 'merge.hidden'

/** Through which faces a merge is written. */
export type MergeFaces = {
  /** By which the fields of the base are changed. */
  readonly change: ResolvedObject
  /** By which the other record goes: the base, or all of its roles. */
  readonly remove: readonly ResolvedObject[]
}

/**
 * Whoever merges sees both records whole, may change the one and delete the other. That some field is hidden
 * refuses it whatever the field holds, so that a refusal tells nothing. Throws a 404 where one may not be
 * seen.
 */
export async function mayMerge(
  door: Door,
  base: ResolvedObject,
  survivor: Side,
  other: Side,
): Promise<MergeFaces> {
  const whole = [await isSeenWhole(door, base, survivor), await isSeenWhole(door, base, other)]
  if (whole.includes(false))
    throw new Refusal(
      hiddenFields,
      said('There are fields of these records that you may not see. Ask an administrator.'),
    )
  const change = await firstAllowed(door, survivor, 'change')
  if (!change) throw forbidden(base, said('change'))
  const isWhole = (await allowed(door, base, other, 'delete')) === 'allowed'
  const roles = other.faces.filter((face) => face.isRole)
  if (isWhole) return { change, remove: [base] }
  for (const face of roles)
    if ((await allowed(door, face, other, 'delete')) !== 'allowed') throw forbidden(face, said('delete'))
  if (roles.length === 0) throw forbidden(base, said('delete'))
  return { change, remove: roles }
}

/**
 * The same of several that go into one. One that may not be seen answers first, as one that is not there:
 * what else stands against the others must not tell that it is.
 */
export async function mayMergeAll(
  door: Door,
  base: ResolvedObject,
  survivor: Side,
  others: readonly Side[],
): Promise<void> {
  const refusals: Problem[] = []
  for (const other of others)
    await mayMerge(door, base, survivor, other).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.status === 404) throw error
      refusals.push(error)
    })
  if (refusals[0]) throw refusals[0]
}

async function isSeenWhole(door: Door, base: ResolvedObject, side: Side): Promise<boolean> {
  const reader = actingReader(door.model, door.actor)
  const seen = new Set<string>()
  let isSeen = false
  for (const face of side.faces) {
    try {
      for (const key of (await seenFieldsOn(door.tx, reader, face, side.record.id)).keys()) seen.add(key)
      isSeen = true
    } catch (error) {
      // Under another face they may see it.
      if (!(error instanceof Problem && error.status === 404)) throw error
    }
  }
  if (!isSeen) throw notFound()
  return heldFields(door.model, base)
    .filter(({ face }) => side.faces.includes(face))
    .every(({ key }) => seen.has(key))
}

async function firstAllowed(door: Door, side: Side, action: string): Promise<ResolvedObject | null> {
  for (const face of side.faces) if ((await allowed(door, face, side, action)) === 'allowed') return face
  return null
}

async function allowed(door: Door, face: ResolvedObject, { record }: Side, action: string) {
  if (!door.actor.access.administrator && !door.actor.access.object(face.name)) return undefined
  return (await allowedRows(door, face, [record.id], action)).get(record.id)
}
