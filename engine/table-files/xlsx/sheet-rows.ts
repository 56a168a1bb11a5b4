import { StringDecoder } from 'node:string_decoder'
import { isBlank } from '../blank-row.ts'
import { tableRefusals } from '../table-refusals.ts'
import { type TableRow, tableLimits } from '../table.ts'
import { numberText } from './number-text.ts'
import { type SharedStrings, sharedStrings } from './shared-strings.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { attribute, unescapeCharacters, xmlScanner } from './xml-scanner.ts'

export const sheetLimits = { merges: 10_000, mergedCells: 5_000_000, characters: 2 ** 32 } as const

/**
 * The filled rows of a sheet, a piece of the file at a time, with the share of the sheet read so far. Once
 * `withTexts` says no, texts that cells share are not looked up any more: enough for counting.
 */
export async function* sheetRows(
  workbook: Workbook,
  sheet: Sheet,
  file: string,
  withTexts: () => boolean = () => true,
): AsyncGenerator<{ rows: TableRow[]; progress: number; tallMerges: number }> {
  const strings = sharedStrings(workbook.strings ? workbook.archive.read(workbook.strings) : null, file)
  const reader = sheetReader(workbook, sheet, file)
  const decoder = new StringDecoder('utf8')
  const scanner = xmlScanner(reader, (reason) => tableRefusals.damaged({ file, reason }))
  let bytes = 0
  let characters = 0
  try {
    for await (const piece of workbook.archive.read(sheet.entry)) {
      bytes += piece.length
      if (!withTexts()) reader.skim()
      scanner.push(decoder.write(piece))
      const rows: TableRow[] = []
      for (const row of withTexts() ? await filled(reader.taken(), strings) : reader.taken().map(counted)) {
        if (isBlank(row.cells)) continue
        for (const cell of row.cells) characters += cell.length
        if (row.cells.length > tableLimits.columns) throw tooManyColumns(row)
        rows.push(row)
      }
      if (characters > sheetLimits.characters) throw tableRefusals.tooLarge({ file, reason: 'texts of 4 GB' })
      const tallMerges = reader.tallMerges()
      yield { rows, progress: Math.min(1, bytes / sheet.entry.size), tallMerges }
    }
    if (!reader.ended()) throw tableRefusals.damaged({ file, reason: 'its sheet ends in the middle' })
  } finally {
    strings.close()
  }
}

/** A cell holds a text, or the number of a text that cells share. */
type RawRow = { line: number; cells: (string | number | undefined)[]; lastShared: number }

async function filled(rows: readonly RawRow[], strings: SharedStrings): Promise<TableRow[]> {
  await strings.upTo(rows.reduce((most, row) => Math.max(most, row.lastShared), -1))
  return rows.map(({ line, cells }) => {
    const texts: string[] = []
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at]
      texts.push(typeof cell === 'number' ? strings.get(cell) : (cell ?? ''))
    }
    while (texts.length > tableLimits.columns && texts.at(-1)?.trim() === '') texts.pop()
    return { line, cells: texts }
  })
}

function counted({ line, cells }: RawRow): TableRow {
  return { line, cells: cells.some((cell) => cell !== undefined && cell !== '') ? ['…'] : [] }
}

function tooManyColumns(row: TableRow) {
  return tableRefusals.tooManyColumns({ line: row.line, count: row.cells.length, limit: tableLimits.columns })
}

/** Takes the XML of a sheet and gathers its rows; looks at merged cells only to refuse endless ones. */
function sheetReader(workbook: Workbook, sheet: Sheet, file: string) {
  const merges = mergeCounter(sheet)
  let rows: RawRow[] = []
  let row: RawRow = { line: 0, cells: [], lastShared: -1 }
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let collecting = false
  let spoken = false
  let ended = false
  let skimming = false

  function startCell(attributes: string): void {
    const reference = attribute(attributes, 'r')
    column = reference === '' ? column + 1 : columnOf(reference)
    type = attribute(attributes, 't')
    style = Number(attribute(attributes, 's'))
    value = ''
  }

  function endCell(): void {
    if (value === '' || skimming) return
    if (column > lastColumn) throw beyondLastColumn(row.line, file)
    if (type === 's') {
      const number = Number(value)
      row.cells[column] = number
      if (number > row.lastShared) row.lastShared = number
    } else row.cells[column] = cellText(workbook, type, value, style)
  }

  return {
    taken() {
      const taken = rows
      rows = []
      return taken
    },
    ended: () => ended,
    tallMerges: merges.tall,
    /** From now on rows are only counted. */
    skim() {
      skimming = true
    },
    open(name: string, attributes: string, empty: boolean) {
      if (name === 'mergeCell') merges.count(attribute(attributes, 'ref'))
      else if (ended || (skimming && name === 'c')) return
      else if (skimming && (name === 'v' || name === 't')) row.cells[0] = '…'
      else if (name === 'c') startCell(attributes)
      else if (name === 'v') collecting = !empty
      else if (name === 't') collecting = !empty && !spoken && type === 'inlineStr'
      else if (name === 'rPh') spoken = !empty
      else if (name === 'row') {
        row = { line: Number(attribute(attributes, 'r')) || row.line + 1, cells: [], lastShared: -1 }
        column = -1
      } else if (name === 'sheetData') ended = empty
    },
    wantsText: () => collecting,
    text(text: string) {
      value += text
      if (value.length > tableLimits.cellCharacters) throw tooLongCell(row.line)
    },
    close(name: string) {
      if (name === 'v' || name === 't') collecting = false
      else if (name === 'c') endCell()
      else if (name === 'row' && row.cells.length > 0) rows.push(row)
      else if (name === 'rPh') spoken = false
      else if (name === 'sheetData') ended = true
    },
  }
}

function cellText(workbook: Workbook, type: string, raw: string, style: number): string {
  if (type === '' || type === 'n') {
    return numberText(raw, workbook.formats[style] ?? { kind: 'plain' }, workbook.since1904)
  }
  if (type === 'b') return raw.trim() === '1' || raw.trim() === 'true' ? 'TRUE' : 'FALSE'
  if (type === 'd') return raw.replace('T', ' ').replace(/ 00:00:00(\.0+)?Z?$/, '')
  return type === 'e' ? raw : unescapeCharacters(raw)
}

function mergeCounter(sheet: Sheet) {
  let merges = 0
  let cells = 0
  let tall = 0
  return {
    tall: () => tall,
    count(reference: string): void {
      const { rows, columns } = areaOf(reference)
      merges += 1
      cells += rows * columns
      if (rows > 1) tall += 1
      if (merges > sheetLimits.merges || cells > sheetLimits.mergedCells) {
        throw tableRefusals.tooManyMerges({ sheet: sheet.name })
      }
    },
  }
}

function tooLongCell(line: number) {
  return tableRefusals.cellTooLong({ line, limit: tableLimits.cellCharacters })
}

function beyondLastColumn(line: number, file: string) {
  return tableRefusals.damaged({ file, reason: `row ${line} has a cell beyond the last column` })
}

/** XFD, the last column of a sheet. */
const lastColumn = 16_383

/** The column of a reference such as "AB12", counted from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & 0xdf
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

function areaOf(reference: string): { rows: number; columns: number } {
  const [from = '', to = from] = reference.split(':')
  const rowOf = (cell: string) => Number(/\d+/.exec(cell)?.[0] ?? 0)
  return {
    rows: Math.abs(rowOf(to) - rowOf(from)) + 1,
    columns: Math.abs(columnOf(to) - columnOf(from)) + 1,
  }
}
