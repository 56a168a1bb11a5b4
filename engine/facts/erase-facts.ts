import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Lets go of everything that looking after the facts of records left behind, and of what sources said of
 * them. Gives the facts themselves, which go through the door.
 */
export async function forgetFacts(tx: Connection, records: readonly string[]): Promise<string[]> {
  if (records.length === 0) return []
  await tx.query(
    sql`delete from fact_answer a using fact f
        where f.record = any(${records}) and a.kind = f.kind and a.asked = f.asked`,
  )
  // What had been asked before it was changed is the person's as well, and told by the log alone.
  await tx.query(
    sql`delete from fact_answer a using audit_entry e cross join lateral (
          values (e.before->'asked'), (e.after->'asked')) s(asked)
        where a.asked = s.asked and e.object = 'fact' and e.record in (
          select b.record from audit_entry b where b.object = any (array['fact'::text, 'recordShare'::text])
            and b.record is not null and coalesce(b.after, b.before)->>'record' = any(${records}))`,
  )
  await tx.query(sql`delete from fact_confirmation where record = any(${records}::uuid[])`)
  await tx.query(sql`delete from fact_look where record = any(${records}::uuid[])`)
  const facts = await tx.query<{ id: string }>(sql`select id from fact where record = any(${records})`)
  return facts.map(({ id }) => id)
}
