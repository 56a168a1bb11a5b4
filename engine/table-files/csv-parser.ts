import { unguarded } from './formula-guard.ts'
import type { Refusal } from '../errors.ts'
import { tableRefusals } from './table-refusals.ts'
import { type RowProblem, tableLimits } from './table.ts'

export type CsvDialect = {
  readonly delimiter: string
  readonly quote: '"' | "'" | ''
  readonly newline: '\n' | '\r'
}

export type CsvRow = { readonly line: number; readonly cells: string[]; readonly problem?: RowProblem }

export type CsvParser = {
  /** Takes the next piece of text, gives the rows that are whole now. With `last` the rest is a row too. */
  readonly push: (text: string, last?: boolean) => CsvRow[]
}

/**
 * Reads CSV piece by piece, as RFC 4180 says and as spreadsheets and people write it: a quotation mark
 * counts only at the start of a cell; one inside a quoted cell that does not end the cell is text. The
 * apostrophe that keeps a text from being a formula is taken away (formula-guard.ts).
 * Throws a refusal that names the line where the text can be no table.
 */
export function csvParser(dialect: CsvDialect): CsvParser {
  let rest = ''
  let line = 1
  return {
    push(text, last = false) {
      refuseNul(text, rest, line, dialect.newline)
      const all = rest === '' ? text : rest + text
      const rows: CsvRow[] = []
      const { at, line: reached } = readRows(all, last, dialect, line, rows)
      for (const row of rows) takeGuardsAway(row.cells)
      rest = all.slice(at)
      line = reached
      if (rest.length > tableLimits.rowCharacters) throw tooLong(rest, line, dialect)
      return rows
    },
  }
}

function takeGuardsAway(cells: string[]): void {
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at]
    if (cell?.charCodeAt(0) === 39) cells[at] = unguarded(cell)
  }
}

function readRows(text: string, last: boolean, dialect: CsvDialect, firstLine: number, rows: CsvRow[]) {
  const { delimiter, quote, newline } = dialect
  let at = 0
  let line = firstLine
  let nextQuote = quote === '' ? Infinity : -1
  while (at < text.length) {
    const found = text.indexOf(newline, at)
    if (found === -1 && !last) break
    const end = found === -1 ? text.length : found
    if (nextQuote < at) {
      nextQuote = text.indexOf(quote, at)
      if (nextQuote === -1) nextQuote = Infinity
    }
    if (nextQuote >= end) {
      const stop = newline === '\n' && end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end
      const cells = text.slice(at, stop).split(delimiter)
      checkSize(cells, stop - at, line)
      rows.push({ line, cells })
      line += 1
      at = end + 1
      continue
    }
    const row = readQuotedRow(text, at, last, dialect, line)
    if (row === null) break
    checkSize(row.cells, row.next - at, line)
    rows.push(row.problem ? { line, cells: row.cells, problem: row.problem } : { line, cells: row.cells })
    line += row.lines
    at = row.next
  }
  return { at, line }
}

type QuotedRow = { cells: string[]; next: number; lines: number; problem?: RowProblem }

/** One row in which quotation marks occur; null where the text ends before the row does. */
function readQuotedRow(text: string, start: number, last: boolean, dialect: CsvDialect, line: number) {
  const row: QuotedRow = { cells: [], next: start, lines: 0 }
  const { delimiter, quote, newline } = dialect
  let at = start
  for (;;) {
    const open = quoteStart(text, at, quote)
    let end: number
    if (open === -1) {
      end = cellEnd(text, at, delimiter, newline)
      if (end === -1 && !last) return null
      if (end === -1) end = text.length
      row.cells.push(withoutReturn(text, at, end, newline))
    } else {
      const cell = readQuotedCell(text, open + 1, last, dialect)
      if (cell === null) return null
      if (cell.end === -1) throw tableRefusals.unclosedQuote({ line: line + row.lines })
      if (cell.suspicious) row.problem = problem(tableRefusals.strayQuote({ line: line + row.lines }))
      row.cells.push(cell.value)
      row.lines += cell.lines
      end = cell.end
    }
    if (text.charAt(end) !== delimiter) {
      row.next = end + 1
      row.lines += 1
      return row
    }
    at = end + 1
    if (at === text.length && !last) return null
  }
}

/** Where the quotation mark of a cell stands; people write spaces before it, which then mean nothing. */
function quoteStart(text: string, at: number, quote: string): number {
  let here = at
  while (text.charCodeAt(here) === 32) here += 1
  return text.charAt(here) === quote ? here : -1
}

/** A loop, not two searches: each would run far beyond the cell, and again for every cell. */
function cellEnd(text: string, at: number, delimiter: string, newline: string): number {
  const delimiterCode = delimiter.charCodeAt(0)
  const newlineCode = newline.charCodeAt(0)
  for (let here = at; here < text.length; here += 1) {
    const code = text.charCodeAt(here)
    if (code === delimiterCode || code === newlineCode) return here
  }
  return -1
}

function withoutReturn(text: string, at: number, end: number, newline: string): string {
  const crlf = newline === '\n' && end > at && text.charCodeAt(end - 1) === 13 && text.charCodeAt(end) === 10
  return text.slice(at, crlf ? end - 1 : end)
}

type QuotedCell = { value: string; end: number; lines: number; suspicious: boolean }

/**
 * The cell whose quotation mark opened just before `start`; `end` is the place of the delimiter or line
 * break behind it, -1 where it never closes. Null where more text is needed to tell.
 */
function readQuotedCell(text: string, start: number, last: boolean, dialect: CsvDialect): QuotedCell | null {
  const { quote, delimiter, newline } = dialect
  const cell: QuotedCell = { value: '', end: -1, lines: 0, suspicious: false }
  let from = start
  // What was found once is kept, so that a line full of marks is not searched anew for each of them.
  let lineEnd = -1
  let closing = -1
  for (;;) {
    const mark = text.indexOf(quote, from)
    if (mark === -1) return last ? cell : null
    if (mark + 2 >= text.length && !last) return null
    cell.lines += countOf(text, newline, from, mark)
    if (text.charAt(mark + 1) === quote) {
      cell.value += text.slice(from, mark + 1)
      from = mark + 2
      continue
    }
    const end = closes(text, mark, delimiter, newline)
    if (end === text.length && !last) return null
    if (end !== -1) return ended(cell, text.slice(from, mark), end)
    if (lineEnd < mark) lineEnd = text.indexOf(newline, mark)
    if (lineEnd === -1 && !last) return null
    if (lineEnd === -1) lineEnd = text.length
    const before = text.charAt(mark - 1)
    if (cell.lines > 0 && (before === delimiter || before === newline)) cell.suspicious = true
    if (closing < mark) closing = closingMark(text, mark + 1, lineEnd, dialect)
    if (closing === lineEnd) {
      // Nothing in this line closes the cell, so the mark did, and what follows it is plain text.
      const tail = cellEnd(text, mark, delimiter, newline)
      const stop = tail === -1 ? text.length : tail
      return ended(cell, text.slice(from, mark) + withoutReturn(text, mark + 1, stop, newline), stop)
    }
    cell.value += text.slice(from, mark + 1)
    from = mark + 1
  }
}

function ended(cell: QuotedCell, rest: string, end: number): QuotedCell {
  return { ...cell, value: cell.value + rest, end }
}

/** The place behind a closing quotation mark where the cell ends, or -1 where the mark does not close. */
function closes(text: string, mark: number, delimiter: string, newline: string): number {
  let here = mark + 1
  while (text.charCodeAt(here) === 32) here += 1
  const next = text.charAt(here)
  if (next === '' || next === delimiter || next === newline) return here
  return next === '\r' && (text.charAt(here + 1) === '\n' || here + 1 === text.length) ? here + 1 : -1
}

/** The next mark of the line that closes a cell, else the end of the line. */
function closingMark(text: string, from: number, lineEnd: number, dialect: CsvDialect): number {
  for (let mark = text.indexOf(dialect.quote, from); mark !== -1 && mark < lineEnd;) {
    if (closes(text, mark, dialect.delimiter, dialect.newline) !== -1) return mark
    mark = text.indexOf(dialect.quote, mark + 1)
  }
  return lineEnd
}

function countOf(text: string, what: string, from: number, to: number): number {
  const code = what.charCodeAt(0)
  let count = 0
  for (let at = from; at < to; at += 1) if (text.charCodeAt(at) === code) count += 1
  return count
}

function checkSize(cells: readonly string[], length: number, line: number): void {
  if (cells.length > tableLimits.columns && cells.slice(tableLimits.columns).some((cell) => cell !== '')) {
    throw tableRefusals.tooManyColumns({ line, count: cells.length, limit: tableLimits.columns })
  }
  if (length <= tableLimits.cellCharacters) return
  if (cells.some((cell) => cell.length > tableLimits.cellCharacters)) {
    throw tableRefusals.cellTooLong({ line, limit: tableLimits.cellCharacters })
  }
  if (length > tableLimits.rowCharacters)
    throw tableRefusals.rowTooLong({ line, limit: tableLimits.rowCharacters })
}

function tooLong(rest: string, line: number, dialect: CsvDialect) {
  const quoted = dialect.quote !== '' && rest.includes(dialect.quote)
  return quoted
    ? tableRefusals.cellTooLong({ line, limit: tableLimits.cellCharacters })
    : tableRefusals.rowTooLong({ line, limit: tableLimits.rowCharacters })
}

function refuseNul(text: string, rest: string, line: number, newline: string): void {
  const nul = text.indexOf('\0')
  if (nul === -1) return
  throw tableRefusals.nul({
    line: line + countOf(rest, newline, 0, rest.length) + countOf(text, newline, 0, nul),
  })
}

function problem({ code, message, params }: Refusal): RowProblem {
  return { code, message, params }
}
