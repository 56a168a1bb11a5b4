/**
 * Browsers stop growing an element between 17 and 33 million pixels; a longer list is scaled into this many.
 */
export const HEIGHT_MOST = 12_000_000

/** Above this many pixels a scroll step is a leap (a dragged thumb), below it is a wheel or a key. */
const LEAP = 4000

/**
 * Turns the scroll position of the page into a position among any number of rows of one height. Up to
 * HEIGHT_MOST both are the same. Beyond, wheel and keys still move pixel by pixel, while a dragged thumb
 * leaps in proportion; `settle` brings the two back into proportion while nobody scrolls.
 */
export interface ScrollMap {
  /** Pixels of the element that is scrolled. */
  readonly height: number
  /** Pixels from the top of all rows to the top of the view. */
  readonly top: number
  /** What to add to a row's own place (index × height) to get its place in the scrolled element. */
  readonly shift: number
}

export interface ScrollShape {
  rows: number
  rowHeight: number
  /** Height of the view, in pixels. */
  view: number
}

export function scrollMap(shape: ScrollShape, scrollTop = 0): ScrollMap {
  const top = inProportion(shape, scrollTop)
  return { height: heightOf(shape), top, shift: scrollTop - top }
}

/** The map after the page scrolled to `scrollTop`; `before` is where it was. */
export function scrolled(map: ScrollMap, shape: ScrollShape, scrollTop: number): ScrollMap {
  const height = heightOf(shape)
  const whole = shape.rows * shape.rowHeight
  if (height === whole) return { height, top: scrollTop, shift: 0 }
  const before = map.top + map.shift
  const atEnd = scrollTop <= 0 || scrollTop >= height - shape.view
  const leap = Math.abs(scrollTop - before) > LEAP
  if (leap || atEnd) return scrollMap(shape, scrollTop)
  const top = clamp(map.top + scrollTop - before, 0, Math.max(0, whole - shape.view))
  return { height, top, shift: scrollTop - top }
}

/** The scroll position that stands in proportion to what is in view; null where it does already. */
export function settle(map: ScrollMap, shape: ScrollShape): number | null {
  const whole = shape.rows * shape.rowHeight
  if (heightOf(shape) === whole) return null
  const wanted = toScrollTop(shape, map.top)
  return Math.abs(wanted - (map.top + map.shift)) < 1 ? null : wanted
}

/**
 * The map and the scroll position that bring a row into view, moving as little as can be; null where it is in
 * view.
 */
export function reveal(
  map: ScrollMap,
  shape: ScrollShape,
  row: number,
  head = 0,
): { map: ScrollMap; scrollTop: number } | null {
  const { rowHeight, view } = shape
  const rowTop = row * rowHeight
  const room = Math.max(rowHeight, view - head)
  let top = map.top
  if (rowTop < top) top = rowTop
  else if (rowTop + rowHeight > top + room) top = rowTop + rowHeight - room
  if (top === map.top) return null
  top = clamp(top, 0, Math.max(0, shape.rows * rowHeight + head - view))
  const scrollTop = toScrollTop(shape, top)
  return { map: { height: heightOf(shape), top, shift: scrollTop - top }, scrollTop }
}

/** First and last row in view, with some more on each side; last is −1 where there are none. */
export function rowsInView(map: ScrollMap, shape: ScrollShape, more = 8): { first: number; last: number } {
  const first = Math.max(0, Math.floor(map.top / shape.rowHeight) - more)
  const last = Math.min(shape.rows - 1, Math.ceil((map.top + shape.view) / shape.rowHeight) + more)
  return { first: Math.min(first, Math.max(0, last)), last }
}

function heightOf({ rows, rowHeight }: ScrollShape): number {
  return Math.min(HEIGHT_MOST, rows * rowHeight)
}

function inProportion(shape: ScrollShape, scrollTop: number): number {
  const whole = shape.rows * shape.rowHeight
  const height = heightOf(shape)
  if (height === whole) return scrollTop
  const share = clamp(scrollTop / Math.max(1, height - shape.view), 0, 1)
  return Math.round(share * Math.max(0, whole - shape.view))
}

function toScrollTop(shape: ScrollShape, top: number): number {
  const whole = shape.rows * shape.rowHeight
  const height = heightOf(shape)
  if (height === whole) return top
  return Math.round((top / Math.max(1, whole - shape.view)) * (height - shape.view))
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}
