import type { DescribedObject } from '../../api/model.ts'
import type { ColumnLayout } from '../../ui/grid/column-layout.ts'

/** A tab of a list: a list that the object declares, or one that somebody saved. */
export interface ListView {
  /** In the address: the name of a declared list, or the id of a saved one. */
  key: string
  label: string
  columns: readonly string[]
  where: Record<string, unknown> | null
  sort: readonly string[]
  group: string | null
  layout: ColumnLayout | null
  /** What is kept on the server; null for declared lists. */
  saved: SavedView | null
}

/** A view as the API gives it. */
export interface SavedView {
  id: string
  name: string
  user: { id: string; title: string | null } | null
  post: { id: string; title: string | null } | null
  shared: boolean
  columns: readonly string[] | null
  where: Record<string, unknown> | null
  sort: readonly string[] | null
  layout: { columns?: ColumnLayout; group?: string | null; of?: string; rowHeight?: number } | null
  position: number | null
}

/** The tabs of an object: what it declares, then what was saved, in its order. */
export function listViews(object: DescribedObject, saved: readonly SavedView[]): ListView[] {
  const own = new Map(
    saved.flatMap((view) =>
      view.layout?.of ? [[view.layout.of, view.layout.columns ?? null] as const] : [],
    ),
  )
  const declared = object.lists.map((list): ListView => ({
    key: list.name,
    label: list.label,
    columns: list.columns,
    where: list.where as Record<string, unknown> | null,
    sort: list.sort,
    group: null,
    layout: own.get(list.name) ?? null,
    saved: null,
  }))
  const others = saved
    .filter((view) => !view.layout?.of)
    .toSorted(
      (one, other) => (one.position ?? 0) - (other.position ?? 0) || one.name.localeCompare(other.name),
    )
    .map((view): ListView => ({
      key: view.id,
      label: view.name,
      columns: view.columns ?? [object.title],
      where: view.where,
      sort: view.sort ?? [],
      group: view.layout?.group ?? null,
      layout: own.get(view.id) ?? view.layout?.columns ?? null,
      saved: view,
    }))
  return [...(declared.length > 0 ? declared : [plainView(object)]), ...others]
}

/** The view of an address; one that is gone gives way to the first. */
export function viewOf(views: readonly ListView[], key: string | undefined): ListView {
  return views.find((view) => view.key === key) ?? (views[0] as ListView)
}

/** An object that declares no list shows its first fields. */
function plainView(object: DescribedObject): ListView {
  const columns = object.fields
    .filter((field) => !field.system && field.value.kind !== 'lines' && field.name !== object.title)
    .slice(0, 7)
    .map(({ name }) => name)
  return {
    key: 'all',
    label: object.plural,
    columns: [object.title, ...columns],
    where: null,
    sort: [object.title],
    group: null,
    layout: null,
    saved: null,
  }
}

/** How the columns of a view stand at first: its own in their order, all others hidden. */
export function layoutOf(view: ListView, all: readonly { id: string }[]): ColumnLayout {
  if (view.layout) return view.layout
  const first = all[0]?.id
  const shown = new Set([...(first === undefined ? [] : [first]), ...view.columns])
  const known = new Set(all.map(({ id }) => id))
  return {
    order: [...shown, ...all.map(({ id }) => id).filter((id) => !shown.has(id))].filter((id) =>
      known.has(id),
    ),
    hidden: all.map(({ id }) => id).filter((id) => !shown.has(id)),
    pinned: first === undefined ? [] : [first],
    widths: {},
  }
}
