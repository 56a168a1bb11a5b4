import type { Transaction } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'

/**
 * Where the clock of the database went back, as the seals of the log tell it: nobody dates a seal, while an
 * entry may be dated back (a sample, what is brought in with its past). Either the clock had been ahead until
 * then, or it is behind from then on. It had been ahead where what it counted since it jumped is no more than
 * what really passed since the last seal that is as old. Where no seal is as old, nobody can tell: a log that
 * is younger than a day was begun by a clock that was ahead, and an older one outlived a battery.
 *
 * Each says which entries are dated wrong: those dated between `dated_from` and `dated_until` of the ones
 * after the entry `from`, to `until`, or null while the clock is behind. What is dated otherwise was dated by
 * a person; seals come some seconds after their entries, or later while an older transaction is open. Looks
 * at the past go by the turns (engine/query/later-than.ts).
 */
export function turnsOfSeals(among: Sql): Sql {
  return sql`select t.number as seal, t.sealed_at as at, not ahead as behind,
      case when ahead then greatest(t.sealed_at, m.least - interval '1 hour')
        else (${sinceBehind(sql`min(sealed_at)`)}) - interval '1 hour' end as dated_from,
      case when ahead then m.latest + interval '10 minutes' else t.former end as dated_until,
      case when ahead then coalesce(p.last_entry, 0) else t.former_entry end as "from",
      case when ahead then t.last_entry
        when exists (select from ${isRightAgain}) then (${sinceBehind(sql`max(last_entry)`)}) end as until
    from (
      select s.number, s.sealed_at, s.last_entry, f.sealed_at as former, f.last_entry as former_entry
      from audit_seal s join audit_seal f on f.number = s.number - 1
      where s.sealed_at < f.sealed_at - interval '1 second' and ${among}
    ) t
    left join lateral (
      select number, sealed_at, last_entry from audit_seal
      where number < t.number and sealed_at <= t.sealed_at order by number desc limit 1) p on true
    join lateral (
      select sealed_at from audit_seal where number > coalesce(p.number, 0) order by number limit 1) j on true
    -- While it was ahead it may have jumped again, further or half of the way back.
    cross join lateral (
      select min(sealed_at) as least, max(sealed_at) as latest from audit_seal
      where number > coalesce(p.number, 0) and number < t.number) m
    cross join lateral (
      select t.former - j.sealed_at <= coalesce(t.sealed_at - p.sealed_at, interval '1 day') as ahead) k`
}

const isRightAgain = sql`audit_seal o where o.number > t.number and o.sealed_at >= t.former`

/** Of the seals from a turn on until the clock was right again, or all where it is behind still. */
function sinceBehind(what: Sql): Sql {
  // Asked once for each turn, not for each seal after it.
  return sql`select ${what} from audit_seal s where s.number >= t.number
    and s.number < coalesce((select min(o.number) from ${isRightAgain}), 9223372036854775807)`
}

/** Notes whether the clock went back before the last seal, and whether one that was behind is right again. */
export async function noteTurns(tx: Transaction): Promise<void> {
  const last = sql`(select max(number) from audit_seal)`
  await tx.query(
    sql`update audit_turn set until = (select max(last_entry) from audit_seal s
          where s.number >= audit_turn.seal and s.number < ${last})
        where until is null and dated_until <= (select sealed_at from audit_seal where number = ${last})`,
  )
  // One that is behind may go back further.
  await tx.query(
    sql`update audit_turn set dated_from = s.sealed_at - interval '1 hour' from audit_seal s
        where s.number = ${last} and audit_turn.until is null and dated_from > s.sealed_at - interval '1 hour'`,
  )
  await tx.query(
    sql`insert into audit_turn (seal, at, behind, dated_from, dated_until, "from", until)
        ${turnsOfSeals(sql`s.number = ${last}`)} on conflict (seal) do nothing`,
  )
}

/** What is noted otherwise than the seals tell: whoever changes it has the past shown otherwise. */
export async function checkTurns(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ seal: string }>(
    sql`select seal from (
          (select * from audit_turn except all select * from (${turnsOfSeals(sql`true`)}) a)
          union all
          (select * from (${turnsOfSeals(sql`true`)}) b except all select * from audit_turn)
        ) c group by seal order by seal limit 1000`,
  )
  return rows.map(
    ({ seal }) => `What is noted of the clock at the seal ${seal} of the log is not what the seals tell.`,
  )
}
