import { fold } from '#text'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, join, sql } from '../../database/sql.ts'
import { movedByName, movedByNames, titleName } from '../../merge/moved.ts'
import { conditionOn } from '../../query/condition.ts'
import { filled } from '../../query/placeholder.ts'
import { readableRows } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import type { ListQuery } from './list-query.ts'
import type { Acting, Conditions } from './list-conditions.ts'

/**
 * The question with what went into others in it: who asks for the number of a merged record gets the one that
 * it is today, where the number of that one is theirs to see.
 */
export async function withLedOn(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  query: ListQuery,
): Promise<ListQuery> {
  const { where, asOf } = query
  if (asOf !== undefined || !isPlain(where)) return query
  const parts: unknown[] = []
  let isLedOn = false
  for (const [name, value] of Object.entries(where)) {
    const asked = { [name]: value }
    const values = isName(object.fields.get(name)) ? valuesIn(value) : []
    const moved = values.length === 0 ? [] : await movedByName(connection, object.base, name, values)
    if (moved.length > 0) isLedOn = true
    parts.push(
      moved.length === 0
        ? asked
        : {
            any: [
              asked,
              known(
                name,
                moved.map(([, record]) => record),
              ),
            ],
          },
    )
  }
  return isLedOn ? { ...query, where: { all: parts } as NonNullable<ListQuery['where']> } : query
}

/** Records that what is searched for was a number, or the name, of before it went into them. */
export async function ledOnBySearch(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  typed: string,
  { where }: Conditions,
): Promise<string[]> {
  const sight = sightOf(reader, object)
  const words = typed.trim()
  // No name holds what PostgreSQL cannot keep.
  if (words === '' || words.length > 200 || words.includes('\0')) return []
  const asked = new Map<string, readonly string[]>()
  for (const field of object.fields.values())
    if (field.field.type === 'sequenceNumber' && sight?.field(field.name) !== undefined)
      asked.set(field.name, [...new Set([words, words.toUpperCase()])])
  if (sight?.field(object.title) !== undefined) asked.set(titleName, [fold(words)])
  if (asked.size === 0) return []
  const moved = await movedByNames(connection, object.base, asked)
  const conditions = [...Map.groupBy(moved, ({ field }) => field)].map(([field, found]) =>
    known(
      field === titleName ? object.title : field,
      found.map(({ record }) => record),
    ),
  )
  if (conditions.length === 0) return []
  const rows = await connection.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(object.table)} t where ${join(
        [
          readableRows(reader, object, 't'),
          conditionOn(reader, object, { any: conditions } as never, 't'),
          ...(where ? [where] : []),
        ],
        ' and ',
      )} order by t.id`,
      reader,
    ),
  )
  return rows.map((row) => row.id)
}

/** These records, where the field may be seen on them: else it would tell what they were called. */
function known(name: string, records: readonly string[]): object {
  return { all: [{ id: { in: [...new Set(records)] } }, { [name]: { set: true } }] }
}

function isName(field: ResolvedField | undefined): boolean {
  return field?.field.unique === true || field?.field.type === 'sequenceNumber'
}

function valuesIn(value: unknown): string[] {
  const given = isPlain(value) ? value['in'] : value
  const all: unknown[] = Array.isArray(given) ? given : [given]
  return all.slice(0, 100).filter((one) => typeof one === 'string')
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
