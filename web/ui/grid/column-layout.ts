/** How one person has set the columns of a list; it is kept with the saved view. */
export interface ColumnLayout {
  order: readonly string[]
  hidden: readonly string[]
  pinned: readonly string[]
  /** Widths that were changed, in pixels. */
  widths: Readonly<Record<string, number>>
}

export interface ColumnShape {
  id: string
  /** Usual width, in pixels. */
  width: number
  /** Hidden unless asked for. */
  extra?: boolean
}

export const WIDTH_LEAST = 48
export const WIDTH_MOST = 800

/** The first column is the name: it stays first, pinned and shown. */
export function usualLayout(columns: readonly ColumnShape[]): ColumnLayout {
  return {
    order: columns.map(({ id }) => id),
    hidden: columns.filter(({ extra }) => extra).map(({ id }) => id),
    pinned: columns.slice(0, 1).map(({ id }) => id),
    widths: {},
  }
}

/**
 * The shown columns in order, the pinned first. Columns that the layout has never heard of come last, or
 * hidden if extra.
 */
export function shownColumns<C extends ColumnShape>(
  columns: readonly C[],
  layout: Omit<ColumnLayout, 'widths'>,
): C[] {
  const first = columns[0]?.id
  const known = new Set(layout.order)
  const byId = new Map(columns.map((column) => [column.id, column]))
  const late = columns.filter(({ id, extra }) => !known.has(id) && !extra)
  const ordered = [...layout.order.flatMap((id) => byId.get(id) ?? []), ...late].filter(
    ({ id }) => id === first || !layout.hidden.includes(id),
  )
  const rank = ({ id }: C) => (id === first ? 0 : layout.pinned.includes(id) ? 1 : 2)
  return ordered.sort((one, other) => rank(one) - rank(other))
}

/** Puts a column before another, or last. */
export function moveColumn(layout: ColumnLayout, id: string, before: string | null): ColumnLayout {
  if (id === before) return layout
  const rest = layout.order.filter((each) => each !== id)
  const at = before === null ? rest.length : rest.indexOf(before)
  return {
    ...layout,
    order: [...rest.slice(0, at < 0 ? rest.length : at), id, ...rest.slice(at < 0 ? rest.length : at)],
  }
}

/** Moves a column one place among those shown. */
export function nudgeColumn(
  layout: ColumnLayout,
  shown: readonly { id: string }[],
  id: string,
  by: 1 | -1,
): ColumnLayout {
  const at = shown.findIndex((column) => column.id === id)
  const neighbour = shown[by === 1 ? at + 2 : at - 1]
  if (at < 1 || (by === -1 && at < 2)) return layout
  return moveColumn(layout, id, neighbour?.id ?? null)
}

export function setHidden(layout: ColumnLayout, id: string, hidden: boolean): ColumnLayout {
  const rest = layout.hidden.filter((each) => each !== id)
  const order = layout.order.includes(id) ? layout.order : [...layout.order, id]
  return { ...layout, order, hidden: hidden ? [...rest, id] : rest }
}

export function setPinned(layout: ColumnLayout, id: string, pinned: boolean): ColumnLayout {
  const rest = layout.pinned.filter((each) => each !== id)
  return { ...layout, pinned: pinned ? [...rest, id] : rest }
}

export function setWidth(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  const fit = Math.round(Math.max(WIDTH_LEAST, Math.min(WIDTH_MOST, width)))
  return { ...layout, widths: { ...layout.widths, [id]: fit } }
}

export function widthOf(column: ColumnShape, layout: ColumnLayout): number {
  return layout.widths[column.id] ?? column.width
}

/** One key of a list's order: a field, or the field with a minus for the other way round. */
export type SortKey = string

/**
 * A click on a head: first up, then down, the third takes it away; with Shift it joins the keys there are.
 */
export function sortAfterClick(sort: readonly SortKey[], field: string, join: boolean): SortKey[] {
  const at = sort.findIndex((key) => key.replace(/^-/, '') === field)
  const next = at < 0 ? field : sort[at] === field ? `-${field}` : null
  if (!join) return next === null ? [] : [next]
  if (at < 0) return [...sort, field]
  return sort.flatMap((key, index) => (index === at ? (next === null ? [] : [next]) : [key]))
}
