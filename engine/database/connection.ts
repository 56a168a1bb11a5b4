import type { Readable, Writable } from 'node:stream'
import type { Sql } from './sql.ts'

export type QueryOptions = {
  /**
   * For statements that run often: the server parses and plans them once per connection. The name is for
   * people who read its logs; the text itself tells statements apart, so names may repeat.
   */
  readonly name?: string
  /** Over so few rows that it may wait for others that are asked at the same moment, and go with them. */
  readonly brief?: boolean
}

/** Something that answers statements: the pool, or an open transaction. */
export type Connection = {
  query<T = Record<string, unknown>>(piece: Sql, options?: QueryOptions): Promise<T[]>
}

/** An open transaction. */
export type Transaction = Connection & {
  /** Runs the work so that its failure undoes only what it did itself. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** The rows of a statement of any size, a batch at a time. */
  batches<T = Record<string, unknown>>(piece: Sql, batchRows?: number): AsyncGenerator<T[]>
  /** `copy … from stdin`: write text or binary rows to it; it is done when it finishes. */
  copyIn(piece: Sql): Writable
  /** `copy … to stdout`; its values become literals. Read it to its end, or the connection stays busy. */
  copyOut(piece: Sql): Readable
  /** A notice goes out at its commit: from then on this process counts as current when it has heard it. */
  expectNotice(): void
}
