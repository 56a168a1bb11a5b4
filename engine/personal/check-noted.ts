import type { Database } from '../database/database.ts'
import { lookThrough } from '../database/look-through.ts'
import { sql } from '../database/sql.ts'
import { erasing } from '../seal/erase-values.ts'
import { noteDigest, noting } from './note-erasure.ts'

const mostNamed = 100

/** What is noted of erasures, and whether the log was emptied of whom it is noted of. */
export async function checkNotedErasures(database: Database): Promise<string[]> {
  return [...(await wrongNotes(database)), ...(await plantedNotes(database))]
}

/** A restored backup is brought to what the notes say: it would erase whom one names that was altered. */
async function wrongNotes(database: Database): Promise<string[]> {
  const rows = await lookThrough(database, (tx) =>
    tx.query<{ id: string; what: string }>(
      sql`with told as (
            select after ->> 'erasure' as id, after ->> 'digest' as digest from audit_entry
            where object = ${erasing.object} and action = ${noting.action}
            union select n.key, n.value #>> '{}' from audit_entry e cross join lateral jsonb_each(e.after -> 'notes') n
            where e.object = ${erasing.object} and e.action = ${noting.known})
          select coalesce(p.id::text, t.id) as id,
                 case when t.id is null then 'is noted, but the log does not know it'
                      when p.id is null then 'is in the log, but its note is missing'
                      else 'is noted otherwise than the log says' end as what
          from person_erasure p full join told t on t.id = p.id::text
          where t.digest is distinct from ${noteDigest('p')} order by 1 limit ${mostNamed}`,
    ),
  )
  return rows.map(({ id, what }) => `The erasure ${id} ${what}.`)
}

/**
 * Names records that are noted as erased of which the log was not emptied: whoever noted them has a restored
 * backup erase somebody who is there, and keeps what was done to them from being taken back. What was not
 * sealed yet is emptied without a trace of its own, but by the transaction that writes the erasure down.
 */
async function plantedNotes(database: Database): Promise<string[]> {
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
