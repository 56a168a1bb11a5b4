import { csvWriter } from './csv-writer.ts'
import type { RowProblem } from './table.ts'
import type { WrittenRow } from './table-content.ts'
import { xlsxWriter } from './xlsx-writer.ts'

export type RefusedRow = { readonly cells: readonly string[]; readonly problems: readonly RowProblem[] }

export type ProblemsFileOptions = {
  readonly format: 'csv' | 'xlsx'
  readonly delimiter?: string
  /** The heading of the last column, in the language of the person. */
  readonly heading?: string
}

/**
 * Writes the refused rows of an import as a file to mend: the columns of the original and, last, what is
 * wrong with each row. Mended, it imports with the same mapping; the last column is then passed over.
 */
export function problemsFile(
  headers: readonly string[],
  batches: AsyncIterable<readonly RefusedRow[]> | Iterable<readonly RefusedRow[]>,
  options: ProblemsFileOptions,
): AsyncGenerator<Buffer> {
  const columns = [...headers, options.heading ?? 'Problem'].map((header) => ({ header }))
  const rows = withProblems(batches, headers.length)
  if (options.format === 'xlsx')
    return xlsxWriter(columns, rows, { sheet: columns.at(-1)?.header ?? 'Problem' })
  return csvWriter(columns, rows, { byteOrderMark: true, delimiter: options.delimiter ?? ',' })
}

async function* withProblems(
  batches: AsyncIterable<readonly RefusedRow[]> | Iterable<readonly RefusedRow[]>,
  width: number,
): AsyncGenerator<WrittenRow[]> {
  for await (const batch of batches) {
    yield batch.map(({ cells, problems }) => [
      ...fitted(cells, width),
      problems.map(({ message }) => message).join(' '),
    ])
  }
}

/** Cells too many go with the last one, so that nothing of a torn row is lost and the problem stays last. */
function fitted(cells: readonly string[], width: number): string[] {
  if (cells.length <= width) return Array.from({ length: width }, (_, at) => cells[at] ?? '')
  return [...cells.slice(0, width - 1), cells.slice(width - 1).join(' | ')]
}
