import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/**
 * Notes where the clock went back within the entries of these transactions, for who looks at the past. Either
 * it had been ahead until then, or it is behind from then on: what was dated ahead took no longer than really
 * passed since the last entry before it, and what went before a clock that is behind took longer than that.
 * The instants of different writers differ by less than a second. Where nothing before is as old, as in a
 * sample that is written with a past, nobody can tell, and nothing is noted.
 */
export async function noteTurns(tx: Transaction, from: string, until: string): Promise<void> {
  await tx.query(
    sql`insert into audit_turn (entry, at, former, ahead_from)
        select t.id, t.at, t.former, case when t.at - p.at >= t.former - k.at then k.id end
        from (
          select id, at, lag(at) over (order by id) as former
          from audit_entry, (
            select min(id) as first, max(id) as last from audit_entry where tx >= ${from}::xid8 and tx < ${until}::xid8) b
          where id >= coalesce((select max(id) from audit_entry where id < b.first), b.first)
            and id <= coalesce((select min(id) from audit_entry where id > b.last), b.last)
        ) t
        cross join lateral (
          select id, at from audit_entry e where e.id < t.id and e.at <= t.at order by e.id desc limit 1) p
        cross join lateral (select id, at from audit_entry e where e.id > p.id order by e.id limit 1) k
        where t.at < t.former - interval '1 second'
        on conflict (entry) do nothing`,
  )
}
