/**
 * The cells of a block copied from a spreadsheet: tabs between cells, line breaks between rows, and
 * quotes around a cell that holds either (as Excel, LibreOffice and Google Sheets copy).
 */
export function pastedCells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  const source = text.replace(/\r\n?/g, '\n')
  for (let at = 0; at < source.length; at++) {
    const letter = source[at] as string
    if (quoted) {
      if (letter === '"' && source[at + 1] === '"') cell += source[++at]
      else if (letter === '"') quoted = false
      else cell += letter
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === '\t') endCell()
    else if (letter === '\n') endRow()
    else cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}
