import { RowStore } from './row-store.ts'
import type { RowSource } from './row-store.ts'

/** A group of a list: its value, how many rows it has, and the sums of its columns. */
export interface Group {
  key: string
  count: number
  /** By column: one amount for each currency; different currencies are never added. */
  sums?: Readonly<Record<string, readonly { amount: string; currency: string }[]>>
  /** What the head is drawn from: the value itself, as the API gave it. */
  value: unknown
}

export type GridItem<Row> =
  | { kind: 'row'; row: Row | undefined; key: string }
  | { kind: 'group'; group: Group; open: boolean; key: string }

/** What the grid draws: a flat sequence of rows, or of groups with their rows. */
export interface RowWindow<Row> {
  /** Lines of the grid: rows, and heads of groups. */
  readonly count: number
  /** Records that match. */
  readonly total: number | null
  readonly version: number
  readonly fresh: boolean
  readonly loading: boolean
  readonly failure: unknown
  item(index: number): GridItem<Row> | undefined
  want(first: number, last: number): void
  idOf(row: Row): string
  isFaded(row: Row): boolean
  patch(row: Row): void
  fade(id: string): void
  reload(): Promise<void>
  retry(): void
  toggle?(group: string): void
  subscribe(follower: () => void): () => void
  dispose(): void
}

/** One list, not grouped. */
export class FlatRows<Row> implements RowWindow<Row> {
  readonly store: RowStore<Row>

  constructor(source: RowSource<Row>) {
    this.store = new RowStore(source)
  }

  get count() {
    return this.store.count
  }
  get total() {
    return this.store.total
  }
  get version() {
    return this.store.version
  }
  get fresh() {
    return this.store.fresh
  }
  get loading() {
    return this.store.loading
  }
  get failure() {
    return this.store.failure
  }

  item(index: number): GridItem<Row> | undefined {
    if (index < 0 || index >= this.count) return undefined
    return { kind: 'row', row: this.store.at(index), key: String(index) }
  }
  want(first: number, last: number) {
    this.store.want(first, last)
  }
  idOf(row: Row) {
    return this.store.source.idOf(row)
  }
  isFaded(row: Row) {
    return this.store.isFaded(row)
  }
  patch(row: Row) {
    this.store.patch(row)
  }
  fade(id: string) {
    this.store.fade(id)
  }
  reload() {
    return this.store.reload()
  }
  retry() {
    this.store.retry()
  }
  subscribe = (follower: () => void) => this.store.subscribe(follower)
  dispose() {
    this.store.dispose()
  }
}

/** A list in groups: each group is a keyset list of its own, read when it is open and in view. */
export class GroupedRows<Row> implements RowWindow<Row> {
  readonly failure = null
  readonly fresh = false
  version = 0
  private readonly sourceOf: (group: Group) => RowSource<Row>
  private readonly parts: Part<Row>[]
  private readonly followers = new Set<() => void>()

  constructor(
    groups: readonly Group[],
    sourceOf: (group: Group) => RowSource<Row>,
    closed: ReadonlySet<string> = new Set(),
  ) {
    this.sourceOf = sourceOf
    this.parts = groups.map((group) => ({ group, open: !closed.has(group.key), start: 0, store: null }))
    this.place()
  }

  get count() {
    const last = this.parts.at(-1)
    return last ? last.start + linesOf(last) : 0
  }
  get total() {
    return this.parts.reduce((sum, { group }) => sum + group.count, 0)
  }
  get groups(): number {
    return this.parts.length
  }
  get loading() {
    return this.parts.some(({ store }) => store?.loading)
  }

  item(index: number): GridItem<Row> | undefined {
    const part = this.partAt(index)
    if (!part) return undefined
    const within = index - part.start
    if (within === 0) return { kind: 'group', group: part.group, open: part.open, key: part.group.key }
    return { kind: 'row', row: part.store?.at(within - 1), key: `${part.group.key}/${within}` }
  }

  want(first: number, last: number) {
    for (const part of this.parts) {
      const end = part.start + linesOf(part)
      if (!part.open || end <= first || part.start > last || part.group.count === 0) continue
      part.store ??= this.storeOf(part)
      part.store.want(Math.max(0, first - part.start - 1), Math.min(part.group.count, last - part.start) - 1)
    }
  }

  toggle(key: string) {
    const part = this.parts.find(({ group }) => group.key === key)
    if (!part) return
    part.open = !part.open
    this.place()
    this.changed()
  }

  idOf(row: Row): string {
    const part = this.parts.find(({ store }) => store)
    if (!part?.store) throw new Error('A row was asked for its id before any row was read.')
    return part.store.source.idOf(row)
  }
  isFaded(row: Row) {
    return this.parts.some(({ store }) => store?.isFaded(row))
  }
  patch(row: Row) {
    for (const { store } of this.parts) store?.patch(row)
  }
  fade(id: string) {
    for (const { store } of this.parts) store?.fade(id)
  }
  async reload() {
    await Promise.all(this.parts.flatMap(({ store }) => store?.reload() ?? []))
  }
  retry() {
    for (const { store } of this.parts) if (store?.failure) store.retry()
  }
  subscribe = (follower: () => void) => {
    this.followers.add(follower)
    return () => this.followers.delete(follower)
  }
  dispose() {
    for (const { store } of this.parts) store?.dispose()
  }

  private storeOf(part: Part<Row>): RowStore<Row> {
    const store = new RowStore(this.sourceOf(part.group))
    store.setTotal(part.group.count)
    store.subscribe(() => {
      // Rows may have come or gone since the groups were counted.
      if (store.total !== null && store.total !== part.group.count) {
        part.group = { ...part.group, count: store.total }
        this.place()
      }
      this.changed()
    })
    return store
  }

  private place() {
    let start = 0
    for (const part of this.parts) {
      part.start = start
      start += linesOf(part)
    }
  }

  private partAt(index: number): Part<Row> | undefined {
    let low = 0
    let high = this.parts.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const part = this.parts[middle] as Part<Row>
      if (index < part.start) high = middle - 1
      else if (index >= part.start + linesOf(part)) low = middle + 1
      else return part
    }
    return undefined
  }

  private changed() {
    this.version++
    for (const follower of [...this.followers]) follower()
  }
}

interface Part<Row> {
  group: Group
  open: boolean
  start: number
  store: RowStore<Row> | null
}

function linesOf(part: { open: boolean; group: Group }): number {
  return 1 + (part.open ? part.group.count : 0)
}
