import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { linkedRecords } from './linked-records.ts'
import type { Person } from './people.ts'

type Row = Record<string, unknown>

/** What the log tells of some records of an object, as the report has it. */
export function historyRows(
  connection: Connection,
  base: ResolvedObject,
  records: readonly string[],
): Promise<Row[]> {
  return connection.query<Row>(
    sql`select e.at, coalesce(u.name, 'Kontor') as by, e.action, e.before, e.after, e.reason
        from audit_entry e left join "user" u on u.id = e.actor
        where e.record = any(${records}::uuid[]) and e.object = ${base.name} and e.action <> 'read' order by e.id`,
  )
}

/**
 * What the log tells of records that go with a person, those that are gone too: a note that was changed still
 * stands there as it was.
 */
export async function linkedHistories(
  connection: Connection,
  model: ResolvedModel,
  person: Person,
): Promise<{ readonly object: ResolvedObject; readonly rows: Row[] }[]> {
  const found = []
  for (const { object, ids, gone } of await linkedRecords(connection, model, person))
    found.push({ object, rows: await historyRows(connection, object, [...ids, ...gone]) })
  return found
}
