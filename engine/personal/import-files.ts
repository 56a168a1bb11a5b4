import { access } from 'node:fs/promises'
import { sql } from '../database/sql.ts'
import { fileRows } from '../transfer/import-rows.ts'
import { importFile, type ImportParts } from '../transfer/import-parts.ts'
import type { ImportRecord } from '../transfer/import-record.ts'
import type { Telling } from './telling.ts'

const batchRows = 2_000

/**
 * The imports in whose files somebody is named, rows that were fine included: those are kept nowhere else.
 * A file that cannot be read any more is taken for one that names them.
 */
export async function importFilesNaming(
  parts: Pick<ImportParts, 'database' | 'dataFolder'>,
  telling: Telling,
): Promise<string[]> {
  if (telling.texts.length === 0) return []
  const found: string[] = []
  const all = await parts.database.query<ImportRecord>(sql`select * from import order by id`)
  for (const record of all) {
    const file = importFile(parts, record.id)
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    if (isThere && (await names(record, file, telling))) found.push(record.id)
  }
  return found
}

async function names(
  record: ImportRecord,
  file: string,
  { texts, pattern, within }: Telling,
): Promise<boolean> {
  const alone = new Set(texts)
  const isNamed = (cell: string) =>
    alone.has(cell.trim().toLowerCase()) || (pattern !== null && within !== null && cell.search(within) >= 0)
  // What the heading is taken for may be a row, so that a file of one line is looked at too.
  const { columns, rows } = record.inspection
  if (columns.some(({ header }) => isNamed(header)) || rows.some(({ cells }) => cells.some(isNamed)))
    return true
  try {
    for await (const batch of fileRows(record, file, 0, batchRows))
      if (batch.some(({ cells }) => cells.some(isNamed))) return true
    return false
  } catch {
    // Nobody can say any more who is in it.
    return true
  }
}
