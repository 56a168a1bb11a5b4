import { dayAt, isDay } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { Connection } from '../../database/database.ts'
import { join, sql } from '../../database/sql.ts'
import { laterThan, type Then } from '../../query/later-than.ts'
import type { Past, Place, Turn } from '../../query/past.ts'
import type { Acting } from '../read/list-conditions.ts'
import { endOfDay } from './end-of-day.ts'

/** The instant that is meant: of a day, its end where the actor is. */
export function instantOf({ timeZone }: Pick<Actor, 'timeZone'>, asOf: string): string {
  return isDay(asOf) ? endOfDay(asOf, timeZone) : asOf
}

/** An instant, a day, which means its end, or a place in the log. */
export type AsOf = string | Place

/** The reader, looking at data as they were at an instant or in a place of the log; without, as they are. */
export async function lookingAt(
  database: Connection,
  reader: Acting,
  asOf: AsOf | undefined,
  only?: Past['only'],
): Promise<Acting> {
  if (asOf === undefined) return reader
  const { timeZone } = reader.actor
  const place = typeof asOf === 'string' ? null : asOf
  const instant =
    typeof asOf === 'string' ? instantOf(reader.actor, asOf) : await instantOfPlace(database, asOf)
  // The present is today, for rights as for whoever reads, and as it is declared.
  const isPresent = place?.before === null
  const turned = isPresent ? [] : await turnsAround(database, instant)
  const then = { instant, turned, ...(place ? { place } : {}) }
  const past: Past = {
    ...then,
    today: dayAt(isPresent ? Date.now() : Date.parse(instant), timeZone),
    formulas: isPresent ? new Map() : await formulasThen(database, then),
    later: isPresent ? new Set() : await fieldsSince(database, then),
    ...(only ? { only } : {}),
  }
  return { ...reader, past }
}

/** When it was, by the clock of the database: of the present, now. */
async function instantOfPlace(database: Connection, { before }: Place): Promise<string> {
  const [row] = await database.query<{ at: string }>(
    sql`select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
        from (select case when ${before}::bigint is null then clock_timestamp()
          else (select at from audit_entry where id = ${before}::bigint) end as at) a`,
  )
  if (!row?.at) throw new Error('There is no such entry in the log.')
  return row.at
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
