import type { Condition } from '#model'
import { parseWhere } from '#model'
import type { Rows } from '../../access/actor.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import { compileCondition } from '../../expression/index.ts'
import { filled } from '../../query/placeholder.ts'
import { unlimited, type Reader } from '../../query/reader.ts'
import { recordScope, rowsOf } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { typeScope } from '../../query/type-scope.ts'
import type { Door } from './door.ts'

/** A condition that the row of `alias` plays the face's role and that the actor may do this with it. */
export function rowsFor(door: Reader, object: ResolvedObject, action: string, alias: string): Sql {
  const rows = door.authority === 'action' ? true : door.actor.access.object(object.name)?.rows(action)
  return rows === undefined ? raw('false') : rowsSql(door, object, rows, alias)
}

/** A row condition of a grant, over everything: rights may look at what their holder may not see. */
export function rowsSql(door: Reader, object: ResolvedObject, rows: Rows, alias: string): Sql {
  return filled(rowsOf(door, object, alias, rows), door)
}

/**
 * A where-object as a condition on the row of `alias`, in the eyes of the door: hidden fields are unknown
 * names.
 */
export function conditionRows(door: Reader, object: ResolvedObject, where: Condition, alias: string): Sql {
  const condition = compileCondition(
    parseWhere(where, typeScope(door, object)),
    recordScope(door, object, alias),
  )
  return sql`(${rowsSql(unlimited(door), object, true, alias)} and ${filled(condition, door)})`
}

/** The rows that may be read, or null where none may. */
export function readableRows(door: Reader, object: ResolvedObject, alias: string): Sql | null {
  return sightOf(door, object) ? rowsFor(door, object, 'read', alias) : null
}

/** Of the given records those that may be read, and whether the action is allowed on each too. */
export async function allowedRows(
  door: Door,
  object: ResolvedObject,
  records: readonly string[],
  action = 'change',
): Promise<Map<string, 'read' | 'allowed'>> {
  if (door.authority === 'action' || isFree(door, object, action)) {
    return new Map(records.map((record) => [record, 'allowed']))
  }
  const rows = await door.tx.query<{ id: string; allowed: boolean }>(
    sql`select t.id, ${rowsFor(door, object, action, 't')} as allowed from ${id(object.table)} t
        where t.id = any(${records}::uuid[]) and ${readableRows(door, object, 't') ?? raw('false')}`,
  )
  return new Map(rows.map((row) => [row.id, row.allowed ? 'allowed' : 'read']))
}

/** Of the given records those that may be read in the base or in a role, whichever it is. */
export async function seenOnSomeFace(
  door: Door,
  object: ResolvedObject,
  records: readonly string[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0 || door.authority === 'action') return new Set(records)
  const faces = [...door.model.objects.values()].filter(({ base }) => base === object.base)
  const readable = faces.flatMap((face) => readableRows(door, face, 't') ?? [])
  if (readable.length === 0) return new Set()
  const rows = await door.tx.query<{ id: string }>(
    sql`select t.id from ${id(object.table)} t
        where t.id = any(${records}::uuid[]) and (${join(readable, ' or ')})`,
  )
  return new Set(rows.map((row) => row.id))
}

/** Whether every row may be read and the action done on every row, so that no row need be asked. */
function isFree(door: Door, object: ResolvedObject, action: string): boolean {
  const access = door.actor.access.object(object.name)
  return access?.rows('read') === true && access.rows(action) === true
}
