export type Side = 'top' | 'bottom' | 'left' | 'right'
/** A side of what opened it, and the edge along which it lies; without one it is centred. */
export type Placement = Side | `${Side}-start` | `${Side}-end`

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Size {
  width: number
  height: number
}

export interface Wanted {
  placement: Placement
  /** Between the two, in pixels. */
  gap: number
  /** Left free along the edges of the window, in pixels. */
  padding: number
}

export interface Placed {
  left: number
  top: number
  /** More than this does not fit; the panel scrolls. */
  maxHeight: number
}

/** A panel is no higher than this where there is room, and no lower where there is none, in pixels. */
const highest = 560
const lowest = 160

/**
 * Where a panel stands beside what opened it: on the side wanted, on the opposite one where only that has
 * the room, and always within the window. Boxes are in pixels from the window's corner.
 */
export function placeBeside(anchor: Box, panel: Size, room: Size, wanted: Wanted): Placed {
  const { gap, padding } = wanted
  const [side, edge] = wanted.placement.split('-') as [Side, 'start' | 'end' | undefined]
  const across = side === 'left' || side === 'right'
  if (across) {
    const maxHeight = limit(room.height - 2 * padding)
    const before = anchor.left - gap - padding
    const after = room.width - padding - anchor.left - anchor.width - gap
    const isAfter = choose(side === 'right', after, before, panel.width)
    const left = isAfter ? anchor.left + anchor.width + gap : anchor.left - gap - panel.width
    const height = Math.min(panel.height, maxHeight)
    return {
      left: within(left, panel.width, room.width, padding),
      top: within(along(anchor.top, anchor.height, height, edge), height, room.height, padding),
      maxHeight,
    }
  }
  const above = anchor.top - gap - padding
  const below = room.height - padding - anchor.top - anchor.height - gap
  const isBelow = choose(side === 'bottom', below, above, Math.min(panel.height, highest))
  const maxHeight = limit(isBelow ? below : above)
  const height = Math.min(panel.height, maxHeight)
  return {
    left: within(along(anchor.left, anchor.width, panel.width, edge), panel.width, room.width, padding),
    top: within(
      isBelow ? anchor.top + anchor.height + gap : anchor.top - gap - height,
      height,
      room.height,
      padding,
    ),
    maxHeight,
  }
}

/** Whether it lies after the anchor: as wanted, unless it fits there less than on the other side. */
function choose(after: boolean, roomAfter: number, roomBefore: number, size: number): boolean {
  const [here, there] = after ? [roomAfter, roomBefore] : [roomBefore, roomAfter]
  return size <= here || here >= there ? after : !after
}

function along(start: number, length: number, size: number, edge: 'start' | 'end' | undefined): number {
  if (edge === 'start') return start
  return edge === 'end' ? start + length - size : start + (length - size) / 2
}

function within(at: number, size: number, room: number, padding: number): number {
  return Math.max(padding, Math.min(at, room - padding - size))
}

function limit(free: number): number {
  return Math.max(lowest, Math.min(free, highest))
}
