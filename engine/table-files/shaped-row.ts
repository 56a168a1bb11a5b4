import { columnLetters } from './table-columns.ts'
import { tableRefusals } from './table-refusals.ts'
import type { TableRow } from './table.ts'

export type Shape = {
  readonly format: 'csv' | 'xlsx'
  readonly columnCount: number
  readonly shortRows?: 'fill' | 'refuse'
}

/** Makes a row as wide as the table; one that cannot be is kept, with its problem. */
export function shapedRow(row: TableRow, shape: Shape): TableRow {
  const { line, cells } = row
  const expected = shape.columnCount
  const count = cells.length
  if (count === expected) return row
  if (count > expected) {
    const beside = cells.findIndex((cell, at) => at >= expected && cell.trim() !== '')
    if (beside === -1) return { ...row, cells: cells.slice(0, expected) }
    const { code, message, params } =
      shape.format === 'xlsx'
        ? tableRefusals.cellBeside({ line, column: columnLetters(beside) })
        : tableRefusals.tooManyCells({ line, count, expected })
    return { line, cells, problem: row.problem ?? { code, message, params } }
  }
  const filled = cells.concat(Array.from({ length: expected - count }, () => ''))
  if (shape.format === 'xlsx' || shape.shortRows === 'fill') return { ...row, cells: filled }
  const { code, message, params } = tableRefusals.tooFewCells({ line, count, expected })
  return { line, cells: filled, problem: row.problem ?? { code, message, params } }
}
