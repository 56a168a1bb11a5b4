import type { Neighbour } from './neighbours.ts'

/** A partner in the picture of the network: how far away, and by whom it was come upon. */
export interface NetworkNode extends Omit<Neighbour, 'key'> {
  step: number
  /** Who leads to it; null for the partner in the middle. */
  by: string | null
  /** Whom it leads to further out, in their order. */
  next: string[]
  /** Its own neighbours have been asked for. */
  isOpen: boolean
  /** How many of its neighbours are not shown yet. */
  hidden: number
  /** There are still more than were read. */
  more: boolean
}

/** That two partners in the picture hang together as well, beside the way by which one was come upon. */
export type CrossLink = readonly [string, string]

export interface NetworkGraph {
  nodes: ReadonlyMap<string, NetworkNode>
  cross: readonly CrossLink[]
}

/** The way that one looks: how many steps out, who beyond, and of whom more is wanted. */
export interface NetworkView {
  steps: number
  opened: ReadonlySet<string>
  wanted: Readonly<Record<string, number>>
}

/** Further away it means nothing, and every step multiplies. */
export const mostSteps = 3
/** So many stand around the one in the middle, and around each of the others, before more are asked for. */
const around = { own: 20, other: 6 }
export const moreAtATime = 20
/** More than these nobody tells apart. */
export const mostNodes = 120

/** What is known of the neighbours of one partner. */
export interface Known {
  neighbours: readonly Neighbour[]
  /** There are more than were read. */
  more: boolean
}

/** Begins the picture with the partner in the middle. */
export function beginGraph(own: { id: string; name: string; path: string }): Map<string, NetworkNode> {
  const plain = { relation: '', note: null, until: null, ended: false, by: null, next: [] }
  return new Map([[own.id, { ...own, ...plain, step: 0, isOpen: false, hidden: 0, more: false }]])
}

/** Whose neighbours are to be asked for next, of the partners at a step. */
export function toOpen(nodes: ReadonlyMap<string, NetworkNode>, step: number, view: NetworkView): string[] {
  return [...nodes.values()]
    .filter((node) => node.step === step && step < mostSteps)
    .filter(({ id }) => step < view.steps || view.opened.has(id))
    .map(({ id }) => id)
}

/** Puts neighbours around a partner, up to the limit; who stands already is tied by a cross link. */
export function open(
  nodes: Map<string, NetworkNode>,
  cross: CrossLink[],
  id: string,
  { neighbours, more }: Known,
  view: NetworkView,
): void {
  const node = nodes.get(id)
  if (!node) return
  const limit = (node.step === 0 ? around.own : around.other) + (view.wanted[id] ?? 0)
  node.isOpen = true
  node.more = more
  for (const neighbour of neighbours) {
    const known = nodes.get(neighbour.id)
    if (known) {
      tie(node, known, cross)
    } else if (node.next.length < limit && nodes.size < mostNodes) {
      node.next.push(neighbour.id)
      const { key: _, ...rest } = neighbour
      nodes.set(neighbour.id, {
        ...rest,
        ...{ step: node.step + 1, by: id, next: [], isOpen: false, hidden: 0, more: false },
      })
    } else node.hidden++
  }
}

function tie(one: NetworkNode, other: NetworkNode, cross: CrossLink[]): void {
  if (one.by === other.id || other.by === one.id || one.id === other.id) return
  if (!cross.some((pair) => pair.includes(one.id) && pair.includes(other.id))) cross.push([one.id, other.id])
}

/** Where each partner is drawn, in lines and steps: what hangs on the middle is shared out to both sides. */
export interface Placed {
  id: string
  /** Steps to the right of the middle; to the left they are negative. */
  column: number
  line: number
}

/** Lays the network out like a tree that grows both ways, or to the right only; nothing lies on top. */
export function layOut(
  nodes: ReadonlyMap<string, NetworkNode>,
  root: string,
  both: boolean,
): { placed: readonly Placed[]; lines: number } {
  const first = nodes.get(root)?.next ?? []
  const sizes = first.map((id) => leaves(nodes, id))
  const half = sizes.reduce((sum, size) => sum + size, 0) / 2
  let sum = 0
  const right = both ? first.filter((_, at) => (sum += sizes[at] ?? 0) <= half + (sizes[at] ?? 0) / 2) : first
  const left = first.filter((id) => !right.includes(id))
  const sides = [
    { ids: right, way: 1 },
    { ids: left, way: -1 },
  ].map(({ ids, way }) => sideOf(nodes, ids, way))
  const lines = Math.max(1, ...sides.map((side) => side.lines))
  const placed = sides.flatMap((side) =>
    side.placed.map((one) => ({ ...one, line: one.line + (lines - side.lines) / 2 })),
  )
  return { placed: [{ id: root, column: 0, line: (lines - 1) / 2 }, ...placed], lines }
}

function leaves(nodes: ReadonlyMap<string, NetworkNode>, id: string): number {
  const next = nodes.get(id)?.next ?? []
  return next.length === 0 ? 1 : next.reduce((sum, one) => sum + leaves(nodes, one), 0)
}

function sideOf(nodes: ReadonlyMap<string, NetworkNode>, ids: readonly string[], way: number) {
  const placed: Placed[] = []
  let line = 0
  const put = (id: string, column: number): number => {
    const below = (nodes.get(id)?.next ?? []).map((one) => put(one, column + way))
    const own = below.length === 0 ? line++ : ((below[0] ?? 0) + (below.at(-1) ?? 0)) / 2
    placed.push({ id, column, line: own })
    return own
  }
  for (const id of ids) put(id, way)
  return { placed, lines: line }
}
