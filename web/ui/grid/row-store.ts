/** One page of a list, as the API's keyset pages come. */
export interface Page<Row> {
  rows: readonly Row[]
  next: string | null
  /** How many match in all, where it was asked for. */
  count?: number | undefined
}

export interface PageRequest {
  after: string | null
  limit: number
  /** True asks for the list in reverse order: so the end of a long list is a step away, not a walk. */
  backward: boolean
  /** The first page asks for the count too. */
  count: boolean
  signal: AbortSignal
}

export interface RowSource<Row> {
  idOf(row: Row): string
  load(request: PageRequest): Promise<Page<Row>>
  /** False where the list cannot be read in reverse; then the end is reached by loading forward. */
  reversible?: boolean
}

export interface RowStoreOptions {
  /** Rows a page while scrolling. */
  pageRows?: number
  /** Rows a page while chasing a far place. */
  chaseRows?: number
  /** Rows held at a time; those farthest from the view are let go, and fetched again by their cursor. */
  heldRows?: number
}

interface Segment<Row> {
  start: number
  count: number
  after: string | null
  rows: readonly Row[] | null
}

interface Side<Row> {
  segments: Segment<Row>[]
  loaded: number
  next: string | null
  ended: boolean
}

/**
 * The rows of one list, fetched page by page as they come into view. It holds what is near the view,
 * remembers the cursors of the rest, and reads from the end as well as from the start.
 */
export class RowStore<Row> {
  readonly source: RowSource<Row>
  version = 0
  failure: unknown = null
  total: number | null = null
  private front: Side<Row> = emptySide()
  private tail: Side<Row> = emptySide()
  private wanted = { first: 0, last: 0 }
  private busy: AbortController | null = null
  private changes = new Map<string, Row>()
  private faded = new Set<string>()
  private readonly followers = new Set<() => void>()
  private readonly limits: Required<RowStoreOptions>

  constructor(source: RowSource<Row>, options: RowStoreOptions = {}) {
    this.source = source
    this.limits = { pageRows: 200, chaseRows: 1000, heldRows: 20_000, ...options }
  }

  /** Rows in all; while nobody knows, those loaded and one page more. */
  get count(): number {
    if (this.total !== null) return this.total
    return this.front.loaded + (this.front.ended ? 0 : this.front.loaded === 0 ? 30 : this.limits.pageRows)
  }

  get loading(): boolean {
    return this.busy !== null
  }

  /** True until the first page has come. */
  get fresh(): boolean {
    return this.front.segments.length === 0 && !this.front.ended
  }

  /** How many rows from the start have been fetched, for the words shown while a far place is chased. */
  get reached(): number {
    return this.front.loaded
  }

  at(index: number): Row | undefined {
    const row =
      this.rowIn(this.front, index) ??
      (this.total === null ? undefined : this.rowIn(this.tail, this.total - 1 - index))
    if (row === undefined) return undefined
    return this.changes.get(this.source.idOf(row)) ?? row
  }

  /** A row that no longer fits the list stays in its place, greyed, until the next reload. */
  isFaded(row: Row): boolean {
    return this.faded.has(this.source.idOf(row))
  }

  subscribe = (follower: () => void): (() => void) => {
    this.followers.add(follower)
    return () => this.followers.delete(follower)
  }

  /** Says which rows are in view; what is missing of them is fetched. */
  want(first: number, last: number) {
    this.wanted = { first, last: Math.max(first, last) }
    if (!this.failure) void this.fetch()
  }

  retry() {
    this.failure = null
    void this.fetch()
    this.changed()
  }

  /** Puts a changed row in the place of the one with its id. */
  patch(row: Row) {
    this.changes.set(this.source.idOf(row), row)
    this.changed()
  }

  fade(id: string) {
    this.faded.add(id)
    this.changed()
  }

  setTotal(total: number | null) {
    if (total === this.total) return
    this.total = total
    this.changed()
  }

  /** Reads everything anew; what is in view stays until its new rows are there. */
  async reload(): Promise<void> {
    this.dispose()
    const { first, last } = this.wanted
    const fresh = new RowStore(this.source, this.limits)
    const depth = Math.min(last + 1, this.limits.chaseRows)
    fresh.wanted = { first: Math.min(first, depth - 1), last: depth - 1 }
    await fresh.fetch()
    if (fresh.failure) {
      this.failure = fresh.failure
      return this.changed()
    }
    this.front = fresh.front
    this.tail = emptySide()
    this.total = fresh.total
    this.changes.clear()
    this.faded.clear()
    this.failure = null
    this.dispose()
    this.changed()
    this.want(first, last)
  }

  /** Stops asking; a later `want` asks again. */
  dispose() {
    this.busy?.abort()
    this.busy = null
  }

  private rowIn(side: Side<Row>, index: number): Row | undefined {
    const segment = segmentAt(side.segments, index)
    return segment?.rows?.[index - segment.start]
  }

  private async fetch() {
    if (this.busy) return
    for (let step = this.nextStep(); step; step = this.nextStep()) {
      const control = new AbortController()
      this.busy = control
      this.changed()
      try {
        const page = await this.source.load({ ...step.request, signal: control.signal })
        if (control.signal.aborted) return
        this.take(step, page)
      } catch (error) {
        if (control.signal.aborted) return
        // The list shows what went wrong and offers to try again; the rows it has stay readable.
        this.failure = error
      }
      this.busy = null
      this.letGo()
      this.changed()
      if (this.failure) return
    }
  }

  private nextStep(): Step<Row> | null {
    const { first, last } = this.wanted
    const gone = this.front.segments.find((segment) => overlaps(segment, first, last) && !segment.rows)
    if (gone) return this.step(this.front, gone, gone.count)
    const total = this.total
    if (total !== null && this.tail.loaded > 0) {
      const lost = this.tail.segments.find(
        (segment) => overlaps(segment, total - 1 - last, total - 1 - first) && !segment.rows,
      )
      if (lost) return this.step(this.tail, lost, lost.count)
    }
    if (this.front.ended || last < this.front.loaded) return null
    if (total !== null && this.source.reversible !== false) {
      const tailStart = total - this.tail.loaded
      if (first >= tailStart) return null
      const ahead = first - this.front.loaded
      const behind = tailStart - 1 - last
      if (ahead > behind && !this.tail.ended && this.front.loaded > 0) {
        return this.step(
          this.tail,
          null,
          behind > 2 * this.limits.pageRows ? this.limits.chaseRows : this.limits.pageRows,
        )
      }
    }
    const missing = Math.min(last, (total ?? Infinity) - 1) - this.front.loaded
    if (missing < 0) return null
    return this.step(
      this.front,
      null,
      missing > 2 * this.limits.pageRows ? this.limits.chaseRows : this.limits.pageRows,
    )
  }

  private step(side: Side<Row>, segment: Segment<Row> | null, limit: number): Step<Row> {
    const after = segment ? segment.after : side.next
    const count = side === this.front && !segment && side.loaded === 0
    return { side, segment, request: { after, limit, backward: side === this.tail, count } }
  }

  private take({ side, segment, request }: Step<Row>, page: Page<Row>) {
    if (segment) {
      segment.rows = page.rows
      return
    }
    if (page.count !== undefined) this.total = page.count
    if (page.rows.length > 0) {
      side.segments.push({
        start: side.loaded,
        count: page.rows.length,
        after: request.after,
        rows: page.rows,
      })
      side.loaded += page.rows.length
    }
    side.next = page.next
    side.ended = page.next === null
    if (side.ended) this.total = side.loaded
  }

  private letGo() {
    const held = [...this.front.segments, ...this.tail.segments].filter((segment) => segment.rows)
    let rows = held.reduce((sum, segment) => sum + segment.count, 0)
    if (rows <= this.limits.heldRows) return
    const middle = (this.wanted.first + this.wanted.last) / 2
    const placeOf = (segment: Segment<Row>) =>
      this.front.segments.includes(segment)
        ? segment.start
        : (this.total ?? 0) - segment.start - segment.count
    held.sort((one, other) => Math.abs(placeOf(other) - middle) - Math.abs(placeOf(one) - middle))
    for (const segment of held) {
      if (rows <= this.limits.heldRows) return
      segment.rows = null
      rows -= segment.count
    }
  }

  private changed() {
    this.version++
    for (const follower of [...this.followers]) follower()
  }
}

interface Step<Row> {
  side: Side<Row>
  segment: Segment<Row> | null
  request: Omit<PageRequest, 'signal'>
}

function emptySide<Row>(): Side<Row> {
  return { segments: [], loaded: 0, next: null, ended: false }
}

function overlaps(segment: { start: number; count: number }, first: number, last: number): boolean {
  return segment.start <= last && segment.start + segment.count > first
}

function segmentAt<Row>(segments: readonly Segment<Row>[], index: number): Segment<Row> | undefined {
  let low = 0
  let high = segments.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const segment = segments[middle] as Segment<Row>
    if (index < segment.start) high = middle - 1
    else if (index >= segment.start + segment.count) low = middle + 1
    else return segment
  }
  return undefined
}
