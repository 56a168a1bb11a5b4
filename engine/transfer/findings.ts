import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { storable } from './import-rows.ts'
import type { Finding } from './read-rows.ts'

/** Writes down what stands against rows. */
export async function addFindings(
  connection: Connection,
  record: string,
  rows: readonly { row: number; findings: readonly Finding[] }[],
): Promise<void> {
  const data = rows.flatMap(({ row, findings }) =>
    findings.map((finding, place) => ({
      row,
      place,
      ...finding,
      value: finding.value === null ? null : storable(finding.value).slice(0, 500),
      message: storable(finding.message),
    })),
  )
  if (data.length === 0) return
  await connection.query(
    sql`insert into import_problem (import, row, place, source, field, code, level, message, value)
        select ${record}::uuid, v.row, v.place, v.source, v.field, v.code, v.level, v.message, v.value
        from json_to_recordset(${JSON.stringify(data)}::json)
          as v(row bigint, place integer, source integer, field text, code text, level text, message
            text, value text)
        on conflict (import, row, place) do update set source = excluded.source, field = excluded.field,
          code = excluded.code,
          level = excluded.level, message = excluded.message, value = excluded.value`,
    { name: 'add import problems' },
  )
}

/** Puts what stands against rows now in the place of what stood against them. */
export async function replaceFindings(
  connection: Connection,
  record: string,
  rows: readonly { row: number; findings: readonly Finding[] }[],
): Promise<void> {
  await connection.query(
    sql`delete from import_problem where import = ${record} and row =
      any(${rows.map(({ row }) => row)}::bigint[])`,
  )
  await addFindings(connection, record, rows)
}
