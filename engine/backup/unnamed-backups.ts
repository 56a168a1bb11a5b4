import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { installationOf, madeAt } from './kept-backups.ts'

const stateKey = 'unnamed backups'
/** Who deletes these sees the next ones. */
const mostTold = 20

export type UnnamedBackup = { readonly name: string; readonly madeAt: string }
/** How many there are, and the oldest of them. */
type UnnamedBackups = { readonly unnamed: number; readonly oldestUnnamed: readonly UnnamedBackup[] }

export const noUnnamed: UnnamedBackups = { unnamed: 0, oldestUnnamed: [] }

/**
 * Writes down which backups lie in a place that do not say whose they are: made by hand, or by a version
 * whose names carried no installation. Nobody can prove to be the one that made them (a copy of the office
 * knows all that the office knows), so they are never deleted by themselves, and people are told of them.
 */
export async function keepUnnamed(database: Database, names: readonly string[]): Promise<void> {
  const found = names.flatMap((name): UnnamedBackup[] => {
    const at = madeAt(name)
    return at === null || installationOf(name) !== null ? [] : [{ name, madeAt: at.toISOString() }]
  })
  const oldest = found.toSorted((one, other) => (one.madeAt < other.madeAt ? -1 : 1)).slice(0, mostTold)
  await database.query(
    sql`insert into engine_state (key, value) values (${stateKey}, ${JSON.stringify({ count: found.length, oldest })}::jsonb)
        on conflict (key) do update set value = excluded.value`,
  )
}

/** As somebody found them who looked last; the place may be far away, so a page does not ask it. */
export async function unnamedBackups(database: Database): Promise<UnnamedBackups> {
  const [row] = await database.query<{ value: { count: number; oldest?: readonly UnnamedBackup[] } }>(
    sql`select value from engine_state where key = ${stateKey}`,
  )
  // What was written down by an earlier version has a number alone.
  return row ? { unnamed: row.value.count, oldestUnnamed: row.value.oldest ?? [] } : noUnnamed
}
