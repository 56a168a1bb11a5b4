import { raw, sql, type Sql } from '../../database/sql.ts'
import type { WriteOptions } from './door.ts'

/** The instant of a write, for records and log: now by the clock of the database, unless told otherwise. */
export function writtenAt({ at }: WriteOptions, now: 'now()' | 'clock_timestamp()' = 'now()'): Sql {
  return at === undefined ? raw(now) : sql`${at}::timestamptz`
}
