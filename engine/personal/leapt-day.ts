import { addDays, dayAt, type Day } from '#model'
import { databaseNow } from '../database/database-now.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** The day on which rules are looked through, and from which other one it leapt, where it did. */
export type LookedDay = { readonly day: Day; readonly leaptFrom: Day | null }

/** So many days a server may stand still before somebody is asked whether today is today. */
const plausibleDays = 7

/**
 * Which day it is by the clock of the database, and whether that can be believed: every night the rules are
 * looked through, so a day that lies further from the last one is a clock that is wrong, or an office that
 * stood still. Which of them only people know. Until they have decided about everybody who came on the list
 * by such a day, it stays in doubt; where the clock goes back, whoever is not due goes from the list again.
 */
export async function lookedDay(database: Database, timeZone: string): Promise<LookedDay> {
  const day = dayAt(await databaseNow(database), timeZone)
  return database.transaction(async (tx) => {
    const known = await lastDay(tx, timeZone)
    const leaps = known !== null && day > (addDays(known, plausibleDays) ?? day)
    const trusted = leaps ? known : day
    await tx.query(
      sql`insert into retention_look (day, trusted) values (${day}::date, ${trusted}::date)
          on conflict (one) do update set day = excluded.day, trusted = excluded.trusted`,
    )
    if (leaps) return { day, leaptFrom: known }
    await tx.query(
      sql`delete from retention_review where state = 'open' and leapt_from is not null and due > ${day}::date`,
    )
    await tx.query(
      sql`update retention_review set leapt_from = null where state = 'open' and leapt_from is not null`,
    )
    return { day, leaptFrom: null }
  })
}

/** The last day that nobody doubts: of a first look, that of the newest entry of the log. */
async function lastDay(tx: Connection, timeZone: string): Promise<Day | null> {
  const [look] = await tx.query<{ day: Day; trusted: Day; doubted: boolean }>(
    sql`select day::text, trusted::text, exists (
          select from retention_review where state = 'open' and leapt_from is not null) as doubted
        from retention_look for update`,
  )
  if (look) return look.doubted ? look.trusted : look.day
  const [newest] = await tx.query<{ at: string }>(
    sql`select (extract(epoch from at) * 1000)::bigint as at from audit_entry order by id desc limit 1`,
  )
  return newest ? dayAt(Number(newest.at), timeZone) : null
}

/**
 * The day by which duties to keep end: no later than can be believed, so that a clock that is ahead ends no
 * duty of law.
 */
export async function dayOfDuties(connection: Connection, today: Day): Promise<Day> {
  const [look] = await connection.query<{ latest: Day }>(
    sql`select least(${today}::date, case when exists (
            select from retention_review where state = 'open' and leapt_from is not null) then trusted else day end
          + ${plausibleDays}::integer)::text as latest from retention_look`,
  )
  return look?.latest ?? today
}
