import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Files that records named once, in fields of their own or of their lines, by those records: the log knows
 * them, also where a field holds another one by now, is retired, or the record is gone.
 */
export async function filesInLog(
  connection: Connection,
  records: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (records.length === 0) return new Map()
  const rows = await connection.query<{ of: string; file: string }>(
    sql`with named as materialized (
          select distinct e.record as of, v #>> '{}' as text
          from audit_entry e cross join lateral (values (e.before), (e.after)) s(state)
          cross join lateral jsonb_path_query(s.state, '$.** ? (@.type() == "string")') v
          where e.record = any(${[...records]}::uuid[]) and e.action <> 'read')
        select n.of, n.text as file from named n
        where exists (select from audit_entry f where f.object = 'file'
          and f.record = case when n.text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then n.text::uuid end)`,
  )
  return new Map(
    [...Map.groupBy(rows, ({ of }) => of)].map(([of, some]) => [of, some.map(({ file }) => file)]),
  )
}
