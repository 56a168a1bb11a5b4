import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Access } from './actor.ts'

/** Objects that are reached from the records that they tie together, and need no entry of their own. */
const links: ReadonlySet<string> = new Set([
  'contactLink',
  'supplierLink',
  'category',
  'partyFile',
  'statusReason',
])

/**
 * The objects that stand in somebody's menu, in its order: those with a list of their own that they may read
 * and that their menu does not leave out; roles in place of what plays them.
 */
export function menuEntries(model: ResolvedModel, access: Access): ResolvedObject[] {
  const open = [...model.objects.values()].filter(
    ({ name, declaration }) =>
      !declaration.owned &&
      !declaration.system &&
      access.object(name)?.rows('read') !== undefined &&
      access.menu(name),
  )
  const played = new Set(open.filter(({ isRole }) => isRole).map(({ base }) => base))
  return open.filter(
    ({ name, isRole, custom }) => isRole || custom || (!played.has(name) && !links.has(name)),
  )
}
