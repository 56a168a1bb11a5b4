/** Whether a row says nothing at all; such rows are passed over everywhere and never counted. */
export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}
