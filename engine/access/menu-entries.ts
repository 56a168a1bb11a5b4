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

/** Entries that lead to a page over many records, rather than to the list of one object. */
export type MenuPage = 'duplicates' | 'intake' | 'facts' | 'proposals'

/** Who has a use for the page, of those who see these objects in their menu. */
const pages: Readonly<
  Record<MenuPage, (entries: readonly ResolvedObject[], model: ResolvedModel, access: Access) => boolean>
> = {
  // Who may take partners away may make one of two.
  duplicates: (entries, _model, access) =>
    entries.some(
      ({ isRole, base, name }) =>
        isRole && [base, name].some((face) => access.object(face)?.rows('delete') !== undefined),
    ),
  // People of a partner do not see how far we have come with it.
  intake: (entries, _model, access) =>
    entries.some(({ isRole, name }) => isRole && access.object(name)?.see('stageDue') !== undefined),
  // What has to be looked at is of records that have facts, for whoever can do something about it.
  facts: (entries, model, access) =>
    entries.some(
      ({ base, name }) =>
        model.objects.get(base)?.declaration.proved &&
        ['change', 'confirm'].some((right) => access.object(name)?.rows(right) !== undefined),
    ),
  proposals: () => true,
}

/** The pages that stand in somebody's menu; a page without anything on it may be left out all the same. */
export function menuPages(model: ResolvedModel, access: Access): MenuPage[] {
  const entries = menuEntries(model, access)
  return (Object.keys(pages) as MenuPage[]).filter(
    (page) => access.menu(page) && pages[page](entries, model, access),
  )
}
