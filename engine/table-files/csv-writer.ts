import { guarded } from './formula-guard.ts'
import type { RowBatches, WrittenColumn, WrittenRow } from './table-content.ts'

export type CsvWriterOptions = {
  readonly delimiter?: string
  /** A byte order mark, by which Excel knows UTF-8. */
  readonly byteOrderMark?: boolean
  readonly decimal?: '.' | ','
}

/**
 * Writes a table as CSV in UTF-8 (RFC 4180, with the line ends that PostgreSQL's COPY writes too), piece by
 * piece at the pace of the reader. Cells that a
 * spreadsheet would run as formulas are made harmless so that an import gives them back unchanged.
 */
export async function* csvWriter(
  columns: readonly WrittenColumn[],
  batches: RowBatches,
  options: CsvWriterOptions = {},
): AsyncGenerator<Buffer> {
  const lineOf = csvLine(columns, options)
  let text = (options.byteOrderMark ? '\ufeff' : '') + lineOf(columns.map((column) => column.header))
  for await (const batch of batches) {
    for (const row of batch) {
      text += lineOf(row)
      if (text.length < pieceCharacters) continue
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}

const pieceCharacters = 32 * 1024

function csvLine(columns: readonly WrittenColumn[], options: CsvWriterOptions): (row: WrittenRow) => string {
  const delimiter = options.delimiter ?? ','
  const special = new RegExp(`[${delimiter === '\t' ? '\\t' : `\\${delimiter}`}"\r\n]`)
  const commas = columns.map(
    ({ kind }) => (kind === 'number' || kind === 'percent') && options.decimal === ',',
  )
  return (row) => {
    let line = ''
    for (let at = 0; at < row.length; at += 1) {
      if (at > 0) line += delimiter
      const cell = row[at]
      if (cell === null || cell === undefined || cell === '') continue
      const text = guarded(commas[at] ? cell.replace('.', ',') : cell)
      line += special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    }
    return `${line}\n`
  }
}
