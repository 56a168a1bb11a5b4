import type { Connection, Database } from '../database/database.ts'
import { remembered, type Remembered } from '../database/remembered.ts'
import { raw, sql } from '../database/sql.ts'

/** What went into others in an office; where it is more, each question goes to the database. */
const mostRemembered = 5_000

/** The names of what moved, each with its object and field; null where they are too many. */
type Moves = ReadonlySet<string> | null

const known = new WeakMap<Connection, Remembered<Moves>>()

/**
 * Whether any of these may have gone into another: false is certain, true asks for a look. Nearly nothing
 * that is asked for was ever merged, and lists, searches and cards ask by every name that they meet. Within
 * a transaction, which may have merged them itself, nothing is taken from memory.
 *
 * @param names each the name of a field, or `id`, with its value
 */
export async function mayHaveMoved(
  connection: Connection,
  object: string,
  names: readonly (readonly [field: string, value: string])[],
): Promise<boolean> {
  if (names.length === 0) return false
  if (!isDatabase(connection)) return true
  const moves = await memoryOf(connection).get('all', () => readMoves(connection))
  return moves === null || names.some(([field, value]) => moves.has(keyOf(object, field, value)))
}

function memoryOf(database: Database): Remembered<Moves> {
  const memory = known.get(database) ?? remembered<Moves>(database, ['kontor_moves'])
  known.set(database, memory)
  return memory
}

async function readMoves(database: Connection): Promise<Moves> {
  const rows = await database.query<{ object: string; field: string; value: string }>(
    sql`select object, 'id' as field, id::text as value from moved_record
        union all select object, field, value from moved_name limit ${raw(String(mostRemembered + 1))}`,
  )
  if (rows.length > mostRemembered) return null
  return new Set(rows.map(({ object, field, value }) => keyOf(object, field, value)))
}

/** Ids are written in either case. */
function keyOf(object: string, field: string, value: string): string {
  return `${object} ${field} ${field === 'id' ? value.toLowerCase() : value}`
}

function isDatabase(connection: Connection): connection is Database {
  return 'isCurrent' in connection
}
