import { inspectTable } from './inspect-table.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { tableFormat } from './table-format.ts'
import type { ReadOptions, TableBatch, TableFile } from './table.ts'

/**
 * Streams the rows of data of a table file in batches, in constant memory; blank rows are left out. What
 * the options do not say is guessed. A row that is not as wide as the table comes with its problem;
 * refuses a file that cannot be read on, naming the line and what to do.
 */
export async function* readTable(file: TableFile, options: ReadOptions = {}): AsyncGenerator<TableBatch> {
  const format = await tableFormat(file)
  const known = isComplete(options, format)
    ? options
    : { ...options, ...(await inspectTable(file, options)).options }
  const { headerRow = 0, columnCount = 1 } = known
  const { skipRows = 0, batchRows = 1000 } = options
  const table = { headerRow, columnCount, skipRows, batchRows }
  if (format === 'xlsx') {
    yield* readXlsx(file, { ...table, sheet: known.sheet ?? '' })
    return
  }
  const { encoding = 'utf-8', delimiter = ',', quote = '"', newline = '\n', shortRows = 'refuse' } = known
  yield* readCsv(file, { ...table, encoding, delimiter, quote, newline, shortRows })
}

function isComplete(options: ReadOptions, format: 'csv' | 'xlsx'): boolean {
  const { encoding, delimiter, quote, newline, sheet, headerRow, columnCount } = options
  const own = format === 'xlsx' ? [sheet] : [encoding, delimiter, quote, newline]
  return [headerRow, columnCount, ...own].every((option) => option !== undefined)
}
