import type { TableColumn } from './table.ts'

/** The columns of a table with their headings and some of what stands in them. */
export function tableColumns(
  header: readonly string[],
  rows: readonly { readonly cells: readonly string[] }[],
  columnCount: number,
): TableColumn[] {
  return Array.from({ length: columnCount }, (_, index) => ({
    index,
    header:
      (header[index] ?? '').slice(0, longestHeader).trim().replace(/\s+/g, ' ') ||
      `Column ${columnLetters(index)}`,
    samples: samples(rows.map((row) => row.cells[index] ?? '')),
  }))
}

/** The name a spreadsheet gives a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

const sampleCount = 100
/** Beyond these lengths nothing more can be learned of a column, only time lost. */
const longestHeader = 200
const longestSample = 500

function samples(cells: readonly string[]): string[] {
  const different = new Set(
    cells.filter((cell) => cell.trim() !== '').map((cell) => cell.slice(0, longestSample)),
  )
  return [...different].slice(0, sampleCount)
}
