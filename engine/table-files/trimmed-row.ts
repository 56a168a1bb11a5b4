/** Rows often end in empty cells that a spreadsheet added; here they are left out. */
export function trimmed(cells: readonly string[]): readonly string[] {
  let width = cells.length
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width -= 1
  return cells.slice(0, width)
}
