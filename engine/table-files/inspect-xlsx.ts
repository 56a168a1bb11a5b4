import { guessStyle } from '#import'
import { guessHeader } from './guess-header.ts'
import { shapedRow } from './shaped-row.ts'
import { trimmed } from './trimmed-row.ts'
import { tableColumns } from './table-columns.ts'
import { tableRefusals, told } from './table-refusals.ts'
import { type TableFile, type TableInspection, type TableOptions, tableLimits } from './table.ts'
import { inspectWorkbook } from './xlsx/workbook-worker.ts'

/** Looks at a workbook: its sheets, and the rows of the given one or the first that has any. */
export async function inspectXlsx(file: TableFile, known: TableOptions): Promise<TableInspection> {
  const { sheets, sheet, rows, rowCount, exact, tallMerges } = await inspectWorkbook({
    task: 'inspect',
    path: file.path,
    file: file.name ?? 'XLSX',
    rows: 500,
    ...(known.sheet === undefined ? {} : { sheet: known.sheet }),
  })
  const cells = rows.map((row) => row.cells)
  const headerRow = known.headerRow ?? guessHeader(cells.slice(0, 50).map(trimmed))
  const data = rows.slice(headerRow)
  const header = headerRow > 0 ? trimmed(cells[headerRow - 1] ?? []) : []
  const columnCount =
    known.columnCount ?? Math.max(1, header.length, ...data.map((row) => trimmed(row.cells).length))
  const columns = tableColumns(header, data, columnCount)
  const options = { headerRow, columnCount, sheet }
  return {
    format: 'xlsx',
    options,
    style: guessStyle(
      columns.map((column) => column.samples),
      { decimal: '.' },
    ),
    columns,
    rows: data
      .slice(0, tableLimits.inspectedRows)
      .map((row) => shapedRow(row, { columnCount, format: 'xlsx' })),
    rowCount: Math.max(0, rowCount - headerRow),
    exact,
    sheets: sheets.map((name) => ({ name })),
    warnings: tallMerges > 0 ? [told(tableRefusals.mergedRows({ count: tallMerges }))] : [],
  }
}
