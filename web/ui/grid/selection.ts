/** Which rows are chosen: some by name, or all that match but for a few. */
export type Selection =
  | { kind: 'some'; ids: ReadonlySet<string> }
  | { kind: 'all'; except: ReadonlySet<string> }

export const noneSelected: Selection = { kind: 'some', ids: new Set() }
export const allSelected: Selection = { kind: 'all', except: new Set() }

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'some' ? selection.ids.has(id) : !selection.except.has(id)
}

/** How many are chosen, of so many that match. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'some' ? selection.ids.size : Math.max(0, total - selection.except.size)
}

export function toggled(selection: Selection, id: string, on = !isSelected(selection, id)): Selection {
  return withAll(selection, [id], on)
}

/** The selection with all of these on, or off. */
export function withAll(selection: Selection, ids: readonly string[], on: boolean): Selection {
  const kept = new Set(selection.kind === 'some' ? selection.ids : selection.except)
  const adds = selection.kind === 'some' ? on : !on
  for (const id of ids) {
    if (adds) kept.add(id)
    else kept.delete(id)
  }
  return selection.kind === 'some' ? { kind: 'some', ids: kept } : { kind: 'all', except: kept }
}

/** What the box in the head shows. */
export function headState(selection: Selection, total: number): boolean | 'some' {
  const count = selectedCount(selection, total)
  if (count === 0) return false
  return count >= total && total > 0 ? true : 'some'
}

/** The where-object of what is chosen: the list's own condition, narrowed to the chosen. */
export function whereOf(selection: Selection, listWhere: object | null): object {
  const all = listWhere ?? {}
  if (selection.kind === 'some') return { id: { in: [...selection.ids] } }
  if (selection.except.size === 0) return all
  return { all: [all, { id: { notIn: [...selection.except] } }] }
}
