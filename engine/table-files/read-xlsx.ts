import { shapedRow } from './shaped-row.ts'
import type { ReadOptions, TableBatch, TableFile } from './table.ts'
import { readWorkbook } from './xlsx/workbook-worker.ts'

export type XlsxReadOptions = Required<
  Pick<ReadOptions, 'sheet' | 'headerRow' | 'columnCount' | 'skipRows' | 'batchRows'>
>

/** Streams the rows of data of a sheet, read by a worker with limits. */
export async function* readXlsx(file: TableFile, options: XlsxReadOptions): AsyncGenerator<TableBatch> {
  const { sheet, headerRow, columnCount, skipRows, batchRows } = options
  const task = { task: 'read', path: file.path, file: file.name ?? 'XLSX', sheet, batchRows } as const
  for await (const { rows, progress } of readWorkbook({ ...task, skipRows: headerRow + skipRows })) {
    yield { rows: rows.map((row) => shapedRow(row, { format: 'xlsx', columnCount })), progress }
  }
}
