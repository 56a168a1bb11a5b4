import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { isBlank } from './blank-row.ts'
import { type CsvRow, csvParser } from './csv-parser.ts'
import { shapedRow } from './shaped-row.ts'
import { textDecoder } from './text-encoding.ts'
import type { ReadOptions, TableBatch, TableFile, TableRow } from './table.ts'

export type CsvReadOptions = Required<Omit<ReadOptions, 'sheet'>>

/** Streams the rows of data of a CSV file, with everything about the file known. */
export async function* readCsv(file: TableFile, options: CsvReadOptions): AsyncGenerator<TableBatch> {
  const { size } = await stat(file.path)
  const { headerRow, skipRows, batchRows } = options
  const shape = { format: 'csv', columnCount: options.columnCount, shortRows: options.shortRows } as const
  const rowsBefore = headerRow + skipRows
  let passed = 0
  let batch: TableRow[] = []
  for await (const { rows, bytes } of csvRows(file, options)) {
    for (const row of rows) {
      if (isBlank(row.cells) || isSeparatorLine(row, options.delimiter)) continue
      passed += 1
      if (passed <= rowsBefore) continue
      batch.push(shapedRow(row, shape))
      if (batch.length < batchRows) continue
      yield { rows: batch, progress: Math.min(1, bytes / size) }
      batch = []
    }
  }
  if (batch.length > 0) yield { rows: batch, progress: 1 }
}

async function* csvRows(
  file: TableFile,
  options: CsvReadOptions,
): AsyncGenerator<{ rows: CsvRow[]; bytes: number }> {
  const decoder = textDecoder(options.encoding)
  const parser = csvParser(options)
  let bytes = 0
  for await (const chunk of createReadStream(file.path, { highWaterMark: 64 * 1024 })) {
    bytes += (chunk as Buffer).length
    yield { rows: parser.push(decoder.write(chunk as Buffer)), bytes }
  }
  yield { rows: parser.push(decoder.end(), true), bytes }
}

/** Excel's own first line, which tells the delimiter: `sep=;`. */
export function isSeparatorLine(row: CsvRow, delimiter: string): boolean {
  return row.line === 1 && /^sep=.?$/i.test(row.cells.join(delimiter))
}
