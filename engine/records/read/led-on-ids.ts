import { children, parseWhere, type Expression, type ExpressionType } from '#model'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { movedByName } from '../../merge/moved.ts'
import { filled } from '../../query/placeholder.ts'
import { readableRows } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { typeScope } from '../../query/type-scope.ts'
import type { Acting } from './list-conditions.ts'

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i

/**
 * A where-object with the ids of records that others went into in place of theirs, wherever it names records:
 * by a field, along a path, in lines, under a record. What the reader may not see stays as it was asked.
 */
export async function withLedOnIds(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  where: Readonly<Record<string, unknown>>,
  instant: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (!anyId.test(JSON.stringify(where))) return where
  const named = new Map<string, Set<string>>()
  try {
    collect(parseWhere(where, typeScope(reader, object)), named)
  } catch {
    // What cannot be read is refused where it is asked.
    return where
  }
  const led = new Map<string, string>()
  for (const [target, ids] of named) {
    const face = reader.model.objects.get(target)
    if (!face) continue
    for (const [old, record] of await ledOnIds(connection, reader, face, [...ids], instant))
      led.set(old, record)
  }
  return led.size === 0 ? where : (renamed(where, led) as Readonly<Record<string, unknown>>)
}

/**
 * Of some ids those under which a record was known before it went into another, each with the one that it is
 * today, or was by an instant, as far as the reader may see that under the face.
 */
export async function ledOnIds(
  connection: Connection,
  reader: Acting,
  face: ResolvedObject,
  ids: readonly string[],
  instant = 'infinity',
): Promise<ReadonlyMap<string, string>> {
  const moved = await movedByName(connection, face.base, 'id', ids, instant)
  const records = moved.map(([, record]) => record)
  const seen = await readableOf(connection, reader, face, records)
  return new Map(moved.filter(([, record]) => seen.has(record)))
}

/** The ids that a condition holds, by the object whose records they are. */
function collect(expression: Expression, named: Map<string, Set<string>>): void {
  const target = expression.is === 'literal' ? targetOf(expression.type) : null
  if (expression.is === 'literal' && target !== null) {
    const ids = named.get(target) ?? new Set<string>()
    for (const one of [expression.value].flat()) if (typeof one === 'string') ids.add(one)
    named.set(target, ids)
  }
  for (const one of children(expression)) collect(one, named)
}

function targetOf(type: ExpressionType): string | null {
  const one = type.kind === 'list' ? type.of : type
  return one.kind === 'reference' ? one.to : null
}

/** Whom one may not see nobody is told to be what went into them. */
async function readableOf(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  records: readonly string[],
): Promise<ReadonlySet<string>> {
  if (records.length === 0 || !sightOf(reader, object)) return new Set()
  const rows = await connection.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(object.table)} t where t.id = any(${[...records]}::uuid[])
          and ${readableRows(reader, object, 't')}`,
      reader,
    ),
  )
  return new Set(rows.map((row) => row.id))
}

function renamed(value: unknown, led: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return led.get(value.toLowerCase()) ?? value
  if (Array.isArray(value)) return value.map((one: unknown) => renamed(one, led))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, renamed(one, led)]))
}
