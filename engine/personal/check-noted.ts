import type { Database } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { sql } from '../database/sql.ts'
import { erasing } from '../seal/erase-values.ts'

const mostNamed = 100

/**
 * Names records that are noted as erased of which the log was not emptied: whoever noted them has a restored
 * backup erase somebody who is there, and keeps what was done to them from being taken back. What was not
 * sealed yet is emptied without a trace of its own, but by the transaction that writes the erasure down.
 */
export async function checkNotedErasures(database: Database): Promise<string[]> {
  const rows = await lookThrough(database, (tx) =>
    tx.query<{ id: string; object: string; record: string }>(
      sql`with erasing as (
            select distinct tx from audit_entry where object = ${erasing.object} and action = ${erasing.action}),
          emptied as (select distinct entry from audit_erasure),
          told as (
            select p.id, p.object, p.record,
                   bool_or(e.before is not null or e.after is not null) as "hasValues",
                   bool_or(d.entry is not null or g.tx is not null) as "isErased"
            from person_erasure p join audit_entry e on e.record = p.record
              left join emptied d on d.entry = e.id left join erasing g on g.tx = e.tx
            group by p.id)
          select id, object, record from told where "hasValues" and not "isErased" order by id limit ${mostNamed}`,
    ),
  )
  return rows.map(
    ({ id, object, record }) =>
      `The erasure ${id} of ${object} ${record} is noted, but nothing of it was erased from the log.`,
  )
}
