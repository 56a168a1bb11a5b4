import type { Connection } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { calledInstant } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** What an administrator has to know of the heads outside: they are not written. */
export type HeadAlarm = {
  readonly code: 'headAway'
  readonly message: Said
  readonly states: readonly string[]
}

const key = 'head outside'
/** A server that cannot write it tries each minute; one that has ended says nothing any more. */
const lasts = raw(`interval '10 minutes'`)
const now = raw(`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)

/** Notes that the head could not be written now. */
export async function noteHeadAway(connection: Connection, folder: string): Promise<void> {
  await connection.query(
    sql`insert into engine_state as s (key, value)
        values (${key}, jsonb_build_object('folder', ${folder}::text, 'since', ${now}, 'at', ${now}))
        on conflict (key) do update set value = excluded.value || case
          when (s.value ->> 'at')::timestamptz > clock_timestamp() - ${lasts}
          then jsonb_build_object('since', s.value -> 'since') else '{}' end`,
  )
}

/** Notes that it was written after it could not be. */
export async function noteHeadKept(connection: Connection): Promise<void> {
  await connection.query(sql`delete from engine_state where key = ${key}`)
}

export async function headAlarms(connection: Connection, timeZone: string): Promise<HeadAlarm[]> {
  const rows = await connection.query<{ folder: string; since: string }>(
    sql`select value ->> 'folder' as folder, value ->> 'since' as since from engine_state
        where key = ${key} and (value ->> 'at')::timestamptz > clock_timestamp() - ${lasts}`,
  )
  return rows.map(({ folder, since }) => ({
    code: 'headAway',
    message: said(
      'The head of the log has not been written to {folder} since {since}: nothing outside shows what is done to the log. Check that the folder is there.',
      { folder, since: calledInstant(since, timeZone) },
    ),
    states: ['headAway'],
  }))
}
