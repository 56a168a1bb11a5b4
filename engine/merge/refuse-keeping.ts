import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { Problem } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { heldBy } from '../records/write/held-rights.ts'
import { reachesOthers } from '../records/write/kept-beyond.ts'
import { forGood, lastingOf } from '../records/write/kept-for-good.ts'
import { mayMerge } from './may-merge.ts'
import type { Side } from './sides.ts'

/**
 * Whoever may have one record go into another only for a time holds of it by what lasts all that they hold of
 * the one that stays: else what is another's would go into what is theirs, and be theirs for good. Throws
 * a 403.
 */
export async function refuseKeeping(
  door: Door,
  base: ResolvedObject,
  survivor: Side,
  other: Side,
): Promise<void> {
  const found = await lastingOf(door)
  const lasting = found?.actor
  if (!lasting || (await isTheirs({ ...door, actor: lasting }, base, survivor, other))) return
  const ids = [survivor.record.id, other.record.id]
  const concerns = ({ owner }: ResolvedField) => other.faces.some(({ name }) => name === owner)
  const held = await heldBy(door, lasting, base, ids, concerns)
  const [stays, goes] = ids.map((id) => held.get(id) ?? new Set<string>())
  if (stays && goes && !stays.isSubsetOf(goes)) throw forGood()
  // What named the one that goes names the one that stays then, and is asked of that.
  if (await reachesOthers(door, found, base, other.record.id)) throw forGood()
}

/** Whether they might do so by what lasts alone. */
function isTheirs(as: Door, base: ResolvedObject, survivor: Side, other: Side): Promise<boolean> {
  return mayMerge(as, base, survivor, other).then(() => true, refused)
}

function refused(error: unknown): false {
  if (error instanceof Problem) return false
  throw error
}
