import { readTable } from '../table-files/index.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { ImportRecord } from './import-record.ts'
import type { FileRow } from './read-rows.ts'

/** What is kept of a row that somebody has to look at, or has mended. */
export type KeptRow = {
  readonly row: string
  readonly line: string
  readonly cells: string[]
  readonly mended: Readonly<Record<string, string>> | null
  readonly skip: boolean
  readonly kind: string | null
}

/** The rows of the file from a place on, in batches. */
export async function* fileRows(
  record: ImportRecord,
  path: string,
  from: number,
  batchRows: number,
): AsyncGenerator<FileRow[]> {
  let row = from
  const options = { ...record.options, skipRows: from, batchRows }
  for await (const batch of readTable({ path, name: record.file_name }, options)) {
    yield batch.rows.map((one) => ({ ...one, row: ++row }))
  }
}

/** The mends and marks of a range of rows. */
export async function keptRows(
  connection: Connection,
  record: ImportRecord,
  from: number,
  to: number,
): Promise<Map<number, KeptRow>> {
  const rows = await connection.query<KeptRow>(
    sql`select row, line, cells, mended, skip, kind from import_row where import = ${record.id} and row
      between ${from} and ${to}`,
    { name: 'kept import rows' },
  )
  return new Map(rows.map((row) => [Number(row.row), row]))
}

/** A row with its cells as somebody mended them. A mended row is no longer torn. */
export function mended(file: FileRow, kept: KeptRow | undefined): FileRow {
  if (!kept?.mended || Object.keys(kept.mended).length === 0) return file
  const cells = [...file.cells]
  for (const [column, text] of Object.entries(kept.mended)) cells[Number(column)] = text
  return { row: file.row, line: file.line, cells }
}

/** Keeps rows that somebody has to look at; what was mended stays so. */
export async function keepRows(
  connection: Connection,
  record: ImportRecord,
  rows: readonly { file: FileRow; kind: string }[],
): Promise<void> {
  if (rows.length === 0) return
  const data = rows.map(({ file, kind }) => ({
    row: file.row,
    line: file.line,
    cells: file.cells.map(storable),
    kind,
  }))
  await connection.query(
    sql`insert into import_row (import, row, line, cells, kind)
        select ${record.id}::uuid, v.row, v.line, v.cells, v.kind
        from json_to_recordset(${JSON.stringify(data)}::json) as v(row bigint, line bigint, cells jsonb,
          kind text)
        on conflict (import, row) do update set kind = excluded.kind, line = excluded.line`,
    { name: 'keep import rows' },
  )
}

/** JSON in PostgreSQL takes neither NUL characters nor halves of a letter. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
