import type { TextStyle } from '#model'

/** A file on this machine's disk; its kind is told by its content, `name` only serves messages. */
export type TableFile = { readonly path: string; readonly name?: string }

/** Why one row cannot be taken while the rest of the file can, or what is to be looked at. */
export type RowProblem = {
  readonly code: string
  readonly message: string
  /** What fills the sentence in other languages. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** One row as text. `line` is the line of a CSV file, the row number of a sheet, counted from 1. */
export type TableRow = { readonly line: number; readonly cells: string[]; readonly problem?: RowProblem }

/** Rows that belong together in one step of work, and how much of the file has been read (0 to 1). */
export type TableBatch = { readonly rows: readonly TableRow[]; readonly progress: number }

/** What a person may correct where the program guessed wrong. What is not given is guessed. */
export type TableOptions = {
  readonly encoding?: string
  readonly delimiter?: string
  /** `''` where quotation marks mean nothing in this file. */
  readonly quote?: '"' | "'" | ''
  readonly newline?: '\n' | '\r'
  /** The row that names the columns, counted from 1 without blank rows; 0 where there is none. */
  readonly headerRow?: number
  /** How many columns the table has; cells to the right of it must be empty. */
  readonly columnCount?: number
  /** What a CSV row with too few cells means: missing cells are empty, or the row is refused (default). */
  readonly shortRows?: 'fill' | 'refuse'
  readonly sheet?: string
}

export type ReadOptions = TableOptions & {
  /** Rows of data to pass over, as an import that goes on after a crash does. */
  readonly skipRows?: number
  readonly batchRows?: number
}

export type TableColumn = {
  readonly index: number
  /** The name in the header row, else "Column C". */
  readonly header: string
  readonly samples: readonly string[]
}

export type TableInspection = {
  readonly format: 'csv' | 'xlsx'
  /** All guesses, in the form in which they are given back corrected. */
  readonly options: TableOptions
  readonly style: Pick<TextStyle, 'decimal' | 'day'>
  readonly columns: readonly TableColumn[]
  /** The first rows of data. */
  readonly rows: readonly TableRow[]
  /** How many rows of data there are; an estimate unless `exact`. */
  readonly rowCount: number
  readonly exact: boolean
  readonly sheets?: readonly { readonly name: string }[]
  /** Encodings that could be meant, best first. */
  readonly encodings?: readonly string[]
  /** What the person should read before going on; in older imports a sentence alone. */
  readonly warnings: readonly (RowProblem | string)[]
}

/** What a table file may be. Beyond it a file is a mistake or an attack. */
export const tableLimits = {
  columns: 512,
  cellCharacters: 1_000_000,
  rowCharacters: 4_000_000,
  inspectedRows: 20,
} as const
