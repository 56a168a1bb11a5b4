import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

const stateKey = 'backup places'
/** Each process comes to it at least once, in all likelihood. */
const remembered = sql`interval '1 hour'`

/**
 * Writes down where this process keeps backups. Several servers on one database make them in turn, so each
 * has to keep them in the same place: else every one deletes, and tries, a part of them alone.
 */
export async function noteBackupPlace(database: Database, place: string): Promise<void> {
  const fresh = sql`jsonb_build_object(${place}::text, clock_timestamp())`
  await database.query(
    sql`insert into engine_state as s (key, value) values (${stateKey}, ${fresh})
        on conflict (key) do update set value =
          (select coalesce(jsonb_object_agg(k, at), '{}') from jsonb_each_text(s.value) as was (k, at)
            where at::timestamptz between clock_timestamp() - ${remembered} and clock_timestamp()) || ${fresh}`,
  )
}

/**
 * Where other processes keep them, of those that said so since this one began (an instant by the clock of the
 * database): what was said before may have been this one, as it was called then.
 */
export async function otherPlaces(
  connection: Connection,
  { place, since }: { readonly place: string; readonly since: string },
): Promise<string[]> {
  const rows = await connection.query<{ place: string }>(
    sql`select k as place from engine_state, jsonb_each_text(value) as said (k, at)
         where key = ${stateKey} and k <> ${place} and at::timestamptz > ${since}::timestamptz
           and at::timestamptz between clock_timestamp() - ${remembered} and clock_timestamp()
         order by k`,
  )
  return rows.map((row) => row.place)
}
