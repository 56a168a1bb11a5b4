import { inspectCsv } from './inspect-csv.ts'
import { inspectXlsx } from './inspect-xlsx.ts'
import { tableFormat } from './table-format.ts'
import type { TableFile, TableInspection, TableOptions } from './table.ts'

/**
 * Looks at the beginning of a table file (and at pieces of the rest) and guesses how to read it. What is
 * given in `known` is taken as it is. Refuses what is no table within ten seconds, with what to do.
 */
export async function inspectTable(file: TableFile, known: TableOptions = {}): Promise<TableInspection> {
  const format = await tableFormat(file)
  return format === 'xlsx' ? inspectXlsx(file, known) : inspectCsv(file, known)
}
