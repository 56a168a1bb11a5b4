import { dayAt, isDay } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
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
    later: await fieldsSince(database, instant),
    ...(only ? { only } : {}),
  }
  return { ...reader, past }
}

/**
 * What is noted of it; and for who looks at the present moment, all that the log dates ahead of it:
 * until something is written after it, no turn of the clock shows.
 */
async function turnsAround(database: Connection, instant: string): Promise<readonly Turn[]> {
  return database.query<Turn>(
    sql`select entry::text, former::text, ahead_from::text as "aheadFrom" from audit_turn
        where at <= ${instant}::timestamptz and former > ${instant}::timestamptz
        union all
        select '9223372036854775807', 'infinity', min(id)::text from audit_entry
        where at > clock_timestamp() and ${instant}::timestamptz > clock_timestamp() - interval '1 minute'
          and (select at from audit_entry order by id desc limit 1) > clock_timestamp()
        having count(*) > 0`,
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

/** The fields that people have added since. */
async function fieldsSince(database: Connection, instant: string): Promise<Past['later']> {
  const rows = await database.query<{ field: string }>(
    sql`select object || '.' || name as field from catalog_field where created_at > ${instant}::timestamptz`,
  )
  return new Set(rows.map(({ field }) => field))
}
