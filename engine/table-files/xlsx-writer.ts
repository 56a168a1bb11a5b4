import { columnLetters } from './table-columns.ts'
import type { RowBatches, WrittenColumn, WrittenRow } from './table-content.ts'
import { tableRefusals } from './table-refusals.ts'
import { escapeCell } from './xlsx/escape-cell.ts'
import { shiftPoint } from './xlsx/number-text.ts'
import { sheetEnd, sheetStart, workbookParts } from './xlsx/workbook-xml.ts'
import { type ZipPart, zipStream } from './xlsx/zip-stream.ts'

export type XlsxWriterOptions = {
  /** The name of the sheet; more sheets of the same name follow where one is full. */
  readonly sheet?: string
  /** Rows a sheet holds with its header; smaller only in tests. */
  readonly sheetRows?: number
}

/**
 * Writes a table as XLSX, piece by piece at the pace of the reader, in constant memory. Texts are texts even
 * where they look like formulas; numbers and days are such, numbers of more than 15 digits exact as text.
 * Refuses a text that is longer than a cell may be.
 */
export async function* xlsxWriter(
  columns: readonly WrittenColumn[],
  batches: RowBatches,
  options: XlsxWriterOptions = {},
): AsyncGenerator<Buffer> {
  const source = rowSource(batches)
  try {
    yield* zipStream(parts(columns, source, options), `${options.sheet ?? 'Table'}.xlsx`)
  } finally {
    await source.close()
  }
}

const longestSheetRows = 1_048_576
/** A sheet of more is full too: sizes in a ZIP archive without extensions have 32 bits. */
const longestSheetBytes = 3_500_000_000
const pieceCharacters = 128 * 1024

async function* parts(
  columns: readonly WrittenColumn[],
  source: RowSource,
  options: XlsxWriterOptions,
): AsyncGenerator<ZipPart> {
  const formats = [...new Set(columns.map(formatOf).filter((format) => format !== ''))]
  const lineOf = rowXml(columns, formats)
  const sheets: string[] = []
  do {
    sheets.push(sheetName(options.sheet ?? 'Table', sheets.length))
    const content = sheetXml(
      columns,
      source,
      lineOf,
      Math.min(options.sheetRows ?? longestSheetRows, longestSheetRows),
    )
    yield { name: `xl/worksheets/sheet${sheets.length}.xml`, content }
  } while (await source.fill())
  for (const { name, text } of workbookParts(sheets, formats)) yield { name, content: [Buffer.from(text)] }
}

type RowSource = {
  readonly empty: () => boolean
  readonly fill: () => Promise<boolean>
  readonly next: () => WrittenRow
  readonly close: () => Promise<void>
}

/** Rows out of batches: where it is empty, `fill` gets the next batch and says whether there is one. */
function rowSource(batches: RowBatches): RowSource {
  const iterator =
    Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]()
  let batch: readonly WrittenRow[] = []
  let at = 0
  return {
    empty: () => at >= batch.length,
    async fill() {
      while (at >= batch.length) {
        const { value, done } = await iterator.next()
        if (done) return false
        batch = value
        at = 0
      }
      return true
    },
    next: () => batch[at++] ?? [],
    async close() {
      await iterator.return?.()
    },
  }
}

async function* sheetXml(
  columns: readonly WrittenColumn[],
  source: RowSource,
  lineOf: (row: WrittenRow, line: number) => string,
  rows: number,
): AsyncGenerator<Buffer> {
  let text =
    sheetStart(columns.map((column) => Math.min(60, Math.max(10, column.header.length + 4)))) +
    headerXml(columns)
  let bytes = 0
  for (let line = 2; line <= rows && bytes < longestSheetBytes; line += 1) {
    if (source.empty() && !(await source.fill())) break
    text += lineOf(source.next(), line)
    if (text.length < pieceCharacters) continue
    const piece = Buffer.from(text)
    bytes += piece.length
    yield piece
    text = ''
  }
  yield Buffer.from(text + sheetEnd)
}

function headerXml(columns: readonly WrittenColumn[]): string {
  const cells = columns.map((column, at) => textCell(`${columnLetters(at)}1`, column.header, ' s="1"'))
  return `<row r="1">${cells.join('')}</row>`
}

function rowXml(
  columns: readonly WrittenColumn[],
  formats: readonly string[],
): (row: WrittenRow, line: number) => string {
  const letters = columns.map((_, at) => columnLetters(at))
  const styles = columns.map((column) => {
    const format = formatOf(column)
    return format === '' ? '' : ` s="${formats.indexOf(format) + 2}"`
  })
  return (row, line) => {
    let xml = `<row r="${line}">`
    for (let at = 0; at < columns.length; at += 1) {
      const cell = row[at]
      if (cell === null || cell === undefined || cell === '') continue
      const reference = `${letters[at]}${line}`
      const number = numberOf(cell, columns[at]?.kind)
      if (number !== null) xml += `<c r="${reference}"${styles[at]}><v>${number}</v></c>`
      else {
        if (cell.length > 32_767) throw tooLong(cell, line, columns[at]?.header ?? '')
        xml += textCell(reference, cell, '')
      }
    }
    return `${xml}</row>`
  }
}

function textCell(reference: string, text: string, style: string): string {
  return `<c r="${reference}"${style} t="inlineStr"><is><t xml:space="preserve">${escapeCell(text)}</t></is></c>`
}

function formatOf(column: WrittenColumn): string {
  if (column.kind === 'day') return 'yyyy\\-mm\\-dd'
  if (column.kind === 'instant') return 'yyyy\\-mm\\-dd\\ hh:mm:ss'
  const places = column.decimals ?? (column.kind === 'percent' ? 2 : undefined)
  if ((column.kind !== 'number' && column.kind !== 'percent') || places === undefined) return ''
  const digits = places === 0 ? '0' : `0.${'0'.repeat(Math.min(places, 15))}`
  return column.kind === 'percent' ? `${digits}%` : digits
}

/** What stands in a cell of numbers, days or instants; null where the text has to stay text. */
function numberOf(text: string, kind: WrittenColumn['kind']): string | null {
  if (kind === 'number')
    return text.length <= 17 && /^-?\d+(\.\d+)?$/.test(text) && digitsOf(text) <= 15 ? text : null
  if (kind === 'percent') {
    const share = /^(-?\d+(?:\.\d+)?) ?%$/.exec(text)?.[1]
    return share !== undefined && digitsOf(share) <= 15 ? shiftPoint(share, -2) : null
  }
  if (kind !== 'day' && kind !== 'instant') return null
  const found = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?: UTC)?)?$/.exec(text)
  if (!found || (found[4] === undefined) !== (kind === 'day')) return null
  const [, year, month, day, hours = 0, minutes = 0, seconds = 0] = found
  const days = Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000 + 25_569
  // Before March 1900 spreadsheets count a day that never was.
  if (days < 61) return null
  const share = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400
  return String(days + share)
}

function digitsOf(text: string): number {
  return text.replace(/\D/g, '').replace(/^0+/, '').length
}

function sheetName(name: string, at: number): string {
  const more = at === 0 ? '' : ` ${at + 1}`
  const plain =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '') || 'Table'
  return `${plain.slice(0, 31 - more.length)}${more}`
}

function tooLong(cell: string, line: number, column: string) {
  return tableRefusals.cellTooLongForXlsx({ row: line - 1, column, count: cell.length })
}
