/** A column to be written. Its cells are text; the kind lets a spreadsheet calculate with them. */
export type WrittenColumn = {
  readonly header: string
  /**
   * Numbers are "1200.00", shares "21.5 %", days "2026-03-31", instants "2026-03-31 14:05:00" with or without
   * "UTC" behind. A cell that is not so is written as text.
   */
  readonly kind?: 'text' | 'number' | 'percent' | 'day' | 'instant'
  /** How many decimals a spreadsheet shows of a number; as many as there are where it is not said. */
  readonly decimals?: number
}

export type WrittenRow = readonly (string | null)[]

/** Rows in batches, as they come; the writer asks for the next batch when the last one has gone out. */
export type RowBatches = AsyncIterable<readonly WrittenRow[]> | Iterable<readonly WrittenRow[]>
