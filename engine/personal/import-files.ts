import { access } from 'node:fs/promises'
import { sql } from '../database/sql.ts'
import { fileRows } from '../transfer/import-rows.ts'
import { importFile, type ImportParts } from '../transfer/import-parts.ts'
import type { ImportRecord } from '../transfer/import-record.ts'
import { isToldIn, type Telling } from './telling.ts'

const batchRows = 2_000

/**
 * The imports in whose files each of these people is named, rows that were fine included: those are kept
 * nowhere else; and those that are not over and read another text as naming them. Every file is read once
 * for all of them; one that cannot be read any more is taken for one that names them.
 */
export async function importFilesNaming(
  parts: Pick<ImportParts, 'database' | 'dataFolder'>,
  people: readonly Telling[],
): Promise<string[][]> {
  const found = people.map((): string[] => [])
  if (people.every(({ texts }) => texts.length === 0)) return found
  const all = await parts.database.query<ImportRecord>(sql`select * from import order by id`)
  for (const record of all) {
    const file = importFile(parts, record.id)
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    if (isThere) for (const at of await named(record, file, people)) found[at]?.push(record.id)
  }
  return found
}

/** Which of the people a file names, by their place. */
async function named(
  record: ImportRecord,
  file: string,
  people: readonly Telling[],
): Promise<ReadonlySet<number>> {
  const named = new Set<number>()
  const sought = people.map((telling) => ({ alone: new Set(telling.texts), telling }))
  const look = (cell: string) => {
    for (const [at, { alone, telling }] of sought.entries())
      if (!named.has(at) && (alone.has(cell.trim().toLowerCase()) || isToldIn(cell, telling))) named.add(at)
  }
  // What the heading is taken for may be a row, so that a file of one line is looked at too.
  const { columns, rows } = record.inspection
  for (const { header } of columns) look(header)
  for (const { cells } of rows) cells.forEach(look)
  // What a text of the file is to be read as: without that the text itself would be imported.
  if (!['done', 'undoing', 'undone'].includes(record.state))
    for (const { values = {} } of record.mapping) Object.values(values).forEach(look)
  try {
    for await (const batch of fileRows(record, file, 0, batchRows)) {
      for (const { cells } of batch) cells.forEach(look)
      if (named.size === people.length) break
    }
    return named
  } catch {
    // Nobody can say any more who is in it.
    return new Set([...people.keys()].filter((at) => people[at]?.texts.length !== 0))
  }
}
