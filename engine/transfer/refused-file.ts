import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { problemsFile, type RefusedRow } from '../table-files/index.ts'
import type { ExportFile } from './export-records.ts'
import type { ImportParts } from './import-parts.ts'
import { findFound } from './import-record.ts'

const batchRows = 500
const headings = { en: 'Problem', lv: 'Problēma', ka: 'პრობლემა', zh: '问题', ru: 'Проблема' } as const

/**
 * The rows that were refused, with their cells as they stand and what is wrong with them, as a file to mend.
 */
export async function refusedFile(
  parts: ImportParts,
  actor: Actor,
  id: string,
  format: 'csv' | 'xlsx',
): Promise<ExportFile> {
  const record = await findFound(parts.database, parts.model(), actor, id)
  const headers = record.inspection.columns.map(({ header }) => header)
  const delimiter = record.options.delimiter ?? ','
  const content = problemsFile(headers, refusedRows(parts, id), {
    format,
    delimiter,
    heading: headings[actor.language],
  })
  const name = `${record.file_name.replace(/\.[^.]*$/, '')} (${headings[actor.language]}).${format}`
  return {
    name,
    type:
      format === 'csv'
        ? 'text/csv; charset=utf-8'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    content,
  }
}

async function* refusedRows({ database }: ImportParts, id: string): AsyncGenerator<RefusedRow[]> {
  for (let after = 0; ;) {
    const rows = await database.query<{
      row: string
      cells: string[]
      mended: Record<string, string> | null
      problems: { code: string; message: string }[]
    }>(
      sql`select r.row, r.cells, r.mended, p.problems from import_row r
          cross join lateral (select json_agg(json_build_object('code', p.code, 'message', p.message)
            order by p.place) as problems
                              from import_problem p where p.import = r.import and p.row = r.row and
                                p.code <> 'import.notTied') p
          where r.import = ${id} and r.row > ${after} and p.problems is not null and not r.skip order by
            r.row limit ${batchRows}`,
    )
    if (rows.length > 0)
      yield rows.map(({ cells, mended, problems }) => ({
        cells: cells.map((cell, at) => mended?.[at] ?? cell),
        problems,
      }))
    if (rows.length < batchRows) return
    after = Number(rows.at(-1)?.row ?? after)
  }
}
