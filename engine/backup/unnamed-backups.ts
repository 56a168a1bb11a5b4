import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { installationOf, madeAt } from './kept-backups.ts'

const stateKey = 'unnamed backups'

/**
 * Writes down how many backups lie in a place that do not say whose they are: made by hand, or by a version
 * whose names carried no installation. Nobody can prove to be the one that made them (a copy of the office
 * knows all that the office knows), so they are never deleted by themselves, and people are told of them.
 */
export async function keepUnnamed(database: Database, names: readonly string[]): Promise<void> {
  const count = names.filter((name) => madeAt(name) !== null && installationOf(name) === null).length
  await database.query(
    sql`insert into engine_state (key, value) values (${stateKey}, ${JSON.stringify({ count })}::jsonb)
        on conflict (key) do update set value = excluded.value`,
  )
}

/** How many there were when somebody looked last; the place may be far away, so a page does not ask it. */
export async function unnamedBackups(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    sql`select (value ->> 'count')::integer as count from engine_state where key = ${stateKey}`,
  )
  return row?.count ?? 0
}
