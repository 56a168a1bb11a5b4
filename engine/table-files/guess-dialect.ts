import { type CsvDialect, type CsvRow, csvParser } from './csv-parser.ts'

/** Guesses how a text separates its cells and its lines, from its beginning (`whole`: from all of it). */
export function guessDialect(sample: string, whole: boolean, known: Partial<CsvDialect> = {}): CsvDialect {
  const newline = known.newline ?? guessNewline(sample)
  const told = /^sep=(.)\r?(\n|\r|$)/i.exec(sample)?.[1]
  const delimiters =
    known.delimiter === undefined ? (told ? [told] : ['\t', ';', '|', ',']) : [known.delimiter]
  const scored = delimiters.map((delimiter) => {
    const quote = known.quote ?? guessQuote(sample, delimiter)
    return {
      dialect: { delimiter, quote, newline },
      score: score(sample, { delimiter, quote, newline }, whole),
    }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  // One column has no delimiter; a comma is what other programs then expect.
  return best.score > 0 ? best.dialect : { ...best.dialect, delimiter: known.delimiter ?? told ?? ',' }
}

/** The rows of a piece of text that may end in the middle of a row, which is left out. */
export function sampleRows(sample: string, dialect: CsvDialect, whole: boolean): readonly CsvRow[] {
  return csvParser(dialect).push(sample, whole)
}

function guessNewline(sample: string): '\n' | '\r' {
  return sample.includes('\n') || !sample.includes('\r') ? '\n' : '\r'
}

/** Marks that open cells and never close them are part of the text, as in 5" pipe. */
function guessQuote(sample: string, delimiter: string): CsvDialect['quote'] {
  const counts = { '"': 0, "'": 0 }
  const unclosed = { '"': 0, "'": 0 }
  for (const line of sample.split(/[\r\n]+/).slice(0, 200)) {
    for (const cell of line.split(delimiter)) {
      const plain = cell.trim()
      const mark = plain.charAt(0)
      if (mark !== '"' && mark !== "'") continue
      if (plain.length > 1 && plain.endsWith(mark)) counts[mark] += 1
      else unclosed[mark] += 1
    }
  }
  if (counts["'"] > 2 && counts["'"] > 10 * (counts['"'] + unclosed["'"])) return "'"
  const closing = [...sample.matchAll(/"\s*[\r\n\t;|,]/g)].length
  return unclosed['"'] > 2 && counts['"'] === 0 && closing === 0 ? '' : '"'
}

const clean = /^[-+]?[\d\s.,'’\u00a0%]*$/

/** How much the rows look like a table with this delimiter: as many cells in each, and none torn apart. */
function score(sample: string, dialect: CsvDialect, whole: boolean): number {
  const rows = rowsOrNone(sample, dialect, whole).slice(0, 200)
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  const counts = new Map<number, number>()
  for (const { cells } of filled) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [width, agreeing] = [...counts].reduce(
    (a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a),
    [0, 0],
  )
  if (width < 2) return 0
  const cells = filled.flatMap((row) => row.cells)
  const torn = cells.filter((cell) => !clean.test(cell) && /\d[;|\t,]\d|[;|\t]/.test(cell)).length
  const consistency = agreeing / filled.length
  return consistency ** 2 * Math.log2(width + 1) * (1 - (0.7 * torn) / cells.length)
}

function rowsOrNone(sample: string, dialect: CsvDialect, whole: boolean) {
  try {
    return sampleRows(sample, dialect, whole)
  } catch {
    // A wrong delimiter may give rows that no table has; the right one is among the others.
    return []
  }
}
