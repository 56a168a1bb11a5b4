/** The parts of home, in the order in which they stand until somebody arranges them. */
export const homeParts = {
  main: ['waiting', 'day', 'recent'],
  side: ['intake', 'added', 'opened', 'ending', 'figures'],
} as const

export type HomeColumn = keyof typeof homeParts
export type HomePart = (typeof homeParts)[HomeColumn][number]

/** What one person arranged. A part that it does not name stands last in its column, and is shown. */
export interface HomeLayout {
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  /** How what waits is laid out. */
  readonly waiting: WaitingOrder
}

/** By the day it is wanted, or what is of one kind together. */
export type WaitingOrder = 'urgency' | 'kind'

export const usualLayout: HomeLayout = { order: [], hidden: [], waiting: 'urgency' }

/** What was kept, as far as it can be read. */
export function readLayout(kept: unknown): HomeLayout {
  const { order, hidden, waiting } = (
    typeof kept === 'object' && kept !== null ? kept : {}
  ) as Partial<HomeLayout>
  const texts = (given: unknown) =>
    Array.isArray(given) ? given.filter((one): one is string => typeof one === 'string') : []
  return { order: texts(order), hidden: texts(hidden), waiting: waiting === 'kind' ? 'kind' : 'urgency' }
}

/** All parts of a column in their order, shown or not. */
export function orderedParts(column: HomeColumn, { order }: HomeLayout): HomePart[] {
  const placeOf = (part: string) => (order.includes(part) ? order.indexOf(part) : order.length)
  return homeParts[column].toSorted((one, other) => placeOf(one) - placeOf(other))
}

export function shownParts(column: HomeColumn, layout: HomeLayout): HomePart[] {
  return orderedParts(column, layout).filter((part) => !layout.hidden.includes(part))
}

export function withShown(layout: HomeLayout, part: HomePart, isShown: boolean): HomeLayout {
  const others = layout.hidden.filter((one) => one !== part)
  return { ...layout, hidden: isShown ? others : [...others, part] }
}

/** The layout with a part one place further up or down in its column. */
export function withMoved(layout: HomeLayout, column: HomeColumn, part: HomePart, by: 1 | -1): HomeLayout {
  const parts = orderedParts(column, layout)
  const at = parts.indexOf(part)
  const to = at + by
  if (at < 0 || to < 0 || to >= parts.length) return layout
  parts.splice(to, 0, ...parts.splice(at, 1))
  const other = column === 'main' ? 'side' : 'main'
  return { ...layout, order: [...parts, ...orderedParts(other, layout)] }
}
