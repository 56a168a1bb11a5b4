import { type FileHandle, open } from 'node:fs/promises'
import { guessStyle } from '#import'
import { isBlank } from './blank-row.ts'
import type { CsvRow } from './csv-parser.ts'
import { guessDialect, sampleRows } from './guess-dialect.ts'
import { guessEncoding } from './guess-encoding.ts'
import { guessHeader, usualWidth } from './guess-header.ts'
import { isSeparatorLine } from './read-csv.ts'
import { shapedRow } from './shaped-row.ts'
import { tableColumns } from './table-columns.ts'
import { tableRefusals, told } from './table-refusals.ts'
import { type TableFile, type TableInspection, type TableOptions, tableLimits } from './table.ts'
import { trimmed } from './trimmed-row.ts'
import { textDecoder } from './text-encoding.ts'

/** Looks at pieces of a CSV file and guesses all there is to know for reading it. */
export async function inspectCsv(file: TableFile, known: TableOptions): Promise<TableInspection> {
  const handle = await open(file.path)
  try {
    const { size } = await handle.stat()
    const samples = await readSamples(handle, size)
    const guess = guessEncoding(samples)
    const encoding = known.encoding ?? guess.encodings[0] ?? 'utf-8'
    const { rows, dialect, whole } = await firstRows(handle, size, encoding, known)
    const filled = rows.filter((row) => !isBlank(row.cells) && !isSeparatorLine(row, dialect.delimiter))
    if (filled.every(({ cells }) => /^[\s;,|"']*$/.test(cells.join(''))))
      throw tableRefusals.noRows({ file: file.name ?? 'CSV' })
    const cells = filled.slice(0, 500).map((row) => row.cells)
    const headerRow = known.headerRow ?? guessHeader(cells.slice(0, 50))
    const header = headerRow > 0 ? (cells[headerRow - 1] ?? []) : []
    const widths = cells.slice(headerRow).map(trimmed)
    const columnCount = known.columnCount ?? Math.max(1, trimmed(header).length, usualWidth(widths))
    const options = {
      encoding,
      ...dialect,
      headerRow,
      columnCount,
      shortRows: known.shortRows ?? 'refuse',
    } as const
    const data = filled.slice(headerRow)
    const columns = tableColumns(header, data.slice(0, 500), columnCount)
    return {
      format: 'csv',
      options,
      style: guessStyle(columns.map((column) => column.samples)),
      columns,
      rows: data
        .slice(0, tableLimits.inspectedRows)
        .map((row) => shapedRow(row, { format: 'csv', ...options })),
      rowCount: whole ? data.length : estimate(samples, size, headerRow),
      exact: whole,
      encodings: guess.encodings,
      warnings:
        encoding === guess.encodings[0] && guess.unreadable > 0
          ? [told(tableRefusals.unreadable({ encoding }))]
          : [],
    }
  } finally {
    await handle.close()
  }
}

const sampleBytes = 512 * 1024
const sampleCount = 32
const headBytes = 256 * 1024

/**
 * All of a file of up to 16 MB, else as much of it in pieces from its whole length: accents may come late.
 */
async function readSamples(handle: FileHandle, size: number): Promise<Buffer[]> {
  const count = Math.min(sampleCount, Math.ceil(size / sampleBytes))
  // An even step keeps the two bytes of a UTF-16 letter together.
  const step = count > 1 ? Math.floor((size - sampleBytes) / (count - 1) / 2) * 2 : 0
  const samples: Buffer[] = []
  for (let at = 0; at < count; at += 1) {
    samples.push(await readAt(handle, at * step, Math.min(sampleBytes, size - at * step)))
  }
  return samples
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(bytes, 0, length, position)
  return bytes.subarray(0, bytesRead)
}

async function firstRows(handle: FileHandle, size: number, encoding: string, known: TableOptions) {
  // One row may be longer than the first piece; the parser refuses rows beyond its limit.
  for (let length = headBytes; ; length *= 64) {
    const whole = size <= length
    const decoder = textDecoder(encoding)
    const head = await readAt(handle, 0, Math.min(length, size))
    const text = decoder.write(head) + (whole ? decoder.end() : '')
    const dialect = guessDialect(text.slice(0, headBytes), whole, known)
    const rows: readonly CsvRow[] = sampleRows(text, dialect, whole)
    if (rows.length > 1 || whole || length > headBytes) return { rows, dialect, whole }
  }
}

function estimate(samples: readonly Buffer[], size: number, headerRow: number): number {
  let lines = 0
  let bytes = 0
  for (const sample of samples.slice(0, 8)) {
    bytes += sample.length
    for (let at = sample.indexOf(10); at !== -1; at = sample.indexOf(10, at + 1)) lines += 1
  }
  return Math.max(1, Math.round((lines / bytes) * size) - headerRow)
}
