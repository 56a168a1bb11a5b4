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
  intake: (entries) => entries.some(({ isRole, fields }) => isRole && fields.has('stageDue')),
  // What has to be looked at is of records that have facts, wherever these are seen.
  facts: (entries, model) => entries.some(({ base }) => model.objects.get(base)?.declaration.proved),
  proposals: () => true,
}

/** The pages that stand in somebody's menu; a page without anything on it may be left out all the same. */
export function menuPages(model: ResolvedModel, access: Access): MenuPage[] {
  const entries = menuEntries(model, access)
  return (Object.keys(pages) as MenuPage[]).filter(
    (page) => access.menu(page) && pages[page](entries, model, access),
  )
}
