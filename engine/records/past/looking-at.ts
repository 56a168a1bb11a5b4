import { dayAt, isDay } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { Connection } from '../../database/database.ts'
import { join, sql } from '../../database/sql.ts'
import { laterThan, type Then } from '../../query/later-than.ts'
import type { Past, Turn } from '../../query/past.ts'
import type { Acting } from '../read/list-conditions.ts'
import { endOfDay } from './end-of-day.ts'

/** The instant that is meant: of a day, its end where the actor is. */
export function instantOf({ timeZone }: Pick<Actor, 'timeZone'>, asOf: string): string {
  return isDay(asOf) ? endOfDay(asOf, timeZone) : asOf
}

/** The reader, looking at data as they were at an instant or at the end of a day; without, as they are. */
export async function lookingAt(
  database: Connection,
  reader: Acting,
  asOf: string | undefined,
  only?: Past['only'],
): Promise<Acting> {
  if (asOf === undefined) return reader
  const instant = instantOf(reader.actor, asOf)
  const turned = await turnsAround(database, instant)
  const past: Past = {
    instant,
    turned,
    today: dayAt(Date.parse(instant), reader.actor.timeZone),
    formulas: await formulasThen(database, { instant, turned }),
    later: await fieldsSince(database, { instant, turned }),
    ...(only ? { only } : {}),
  }
  return { ...reader, past }
}

/**
 * Of the clock's turns those that the instant lies in. For who looks at the present moment, by a clock that
 * is behind or has just been set back, all that stands in the log is written.
 */
async function turnsAround(database: Connection, instant: string): Promise<readonly Turn[]> {
  return database.query<Turn>(
    sql`with present as (
          select clock_timestamp() as clock
          where ${instant}::timestamptz > clock_timestamp() - interval '1 minute' and (
            exists (select from audit_turn where until is null and dated_until > clock_timestamp())
            or (select at from audit_entry order by id desc limit 1) > clock_timestamp() + interval '1 second')
        )
        select at::text, behind, dated_from::text as "datedFrom", dated_until::text as "datedUntil",
               "from"::text, until::text
        from audit_turn where at <= ${instant}::timestamptz and dated_until > ${instant}::timestamptz
          and not exists (select from present)
        union all
        select ${instant}::text, false, ${instant}::text, 'infinity', '0', null from present`,
    { name: 'turned clock' },
  )
}

/** What the first change of each field after the instant says that it was before. */
async function formulasThen(database: Connection, then: Then): Promise<Past['formulas']> {
  const rows = await database.query<{ field: string; before: Record<string, unknown> }>(
    sql`select distinct on (object, before->>'name') object || '.' || (before->>'name') as field, before
        from audit_entry e where action = 'changeField' and ${laterThan('e', then)}
          and (before ? 'formula' or after ? 'formula') and before ? 'type'
        order by object, before->>'name', id`,
  )
  return new Map(rows.map(({ field, before }) => [field, before]))
}

/** The fields that people have added since; one that a clock dated ahead has no values from before anyway. */
async function fieldsSince(database: Connection, { instant, turned }: Then): Promise<Past['later']> {
  const conditions = turned
    .filter(({ behind }) => !behind)
    .map(
      ({ datedFrom, datedUntil }) =>
        sql`not (created_at > ${datedFrom}::timestamptz and created_at < ${datedUntil}::timestamptz)`,
    )
  const rows = await database.query<{ field: string }>(
    sql`select object || '.' || name as field from catalog_field
        where ${join([sql`created_at > ${instant}::timestamptz`, ...conditions], ' and ')}`,
  )
  return new Set(rows.map(({ field }) => field))
}
