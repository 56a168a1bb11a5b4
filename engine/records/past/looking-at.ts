import { dayAt, isDay } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { Connection } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import type { Past } from '../../query/past.ts'
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
  const past: Past = {
    instant,
    today: dayAt(Date.parse(instant), reader.actor.timeZone),
    formulas: await formulasThen(database, instant),
    later: await fieldsSince(database, instant),
    ...(only ? { only } : {}),
  }
  return { ...reader, past }
}

/** What the first change of each field after the instant says that it was before. */
async function formulasThen(database: Connection, instant: string): Promise<Past['formulas']> {
  const rows = await database.query<{ field: string; before: Record<string, unknown> }>(
    sql`select distinct on (object, before->>'name') object || '.' || (before->>'name') as field, before
        from audit_entry where action = 'changeField' and at > ${instant}::timestamptz
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
