import { isId } from '#model'
import { fold } from '#text'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, join, sql } from '../../database/sql.ts'
import { movedByName, movedByNames, titleName } from '../../merge/moved.ts'
import { conditionOn } from '../../query/condition.ts'
import { filled } from '../../query/placeholder.ts'
import { readableRows } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { targetOf } from '../write/references.ts'
import type { ListQuery } from './list-query.ts'
import type { Acting, Conditions } from './list-conditions.ts'

/**
 * The question with what went into others in it, however deep: who asks for the id or the number of a merged
 * record, or for what names it, gets the one that it is today, where that is theirs to see.
 */
export async function withLedOn<Q extends Pick<ListQuery, 'where' | 'asOf'>>(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  query: Q,
): Promise<Q> {
  const { where, asOf } = query
  if (asOf !== undefined || !isPlain(where)) return query
  const led = await ledOn({ connection, reader, object }, where, 0)
  return led === where ? query : { ...query, where: led }
}

type Asking = {
  readonly connection: Connection
  readonly reader: Acting
  readonly object: ResolvedObject
}

/** What nests deeper is refused anyhow. */
const deepest = 12

/** The same condition where it names nothing that went into another. */
async function ledOn(asking: Asking, where: unknown, depth: number): Promise<unknown> {
  if (!isPlain(where) || depth > deepest) return where
  const parts: unknown[] = []
  let isLedOn = false
  for (const [name, value] of Object.entries(where)) {
    const found =
      name === 'not'
        ? await within(value, (one) => ledOn(asking, one, depth + 1), name)
        : name === 'all' || name === 'any'
          ? await within(value, (all) => eachLedOn(asking, all, depth + 1), name)
          : await ledOnBy(asking, name, value)
    if (found) isLedOn = true
    parts.push(found ?? { [name]: value })
  }
  return isLedOn ? { all: parts } : where
}

async function within(
  value: unknown,
  lead: (value: unknown) => Promise<unknown>,
  name: string,
): Promise<object | null> {
  const led = await lead(value)
  return led === value ? null : { [name]: led }
}

async function eachLedOn(asking: Asking, all: unknown, depth: number): Promise<unknown> {
  if (!Array.isArray(all) || all.length > mostAsked) return all
  const led: unknown[] = []
  for (const one of all as unknown[]) led.push(await ledOn(asking, one, depth))
  return led.every((one, at) => one === all[at]) ? all : led
}

/** By a number or an id of the records themselves, or by whom a field of theirs names. */
async function ledOnBy(
  { connection, reader, object }: Asking,
  name: string,
  value: unknown,
): Promise<object | null> {
  const field = object.fields.get(name)
  const target = field && field.type.valueType(field.field).kind === 'reference' ? targetOf(field) : null
  const named = target === null ? undefined : reader.model.objects.get(target)
  if (!named && !isName(field) && name !== 'id') return null
  const values = valuesIn(value)
  const asked = named || name === 'id' ? values.filter((one) => isId(one)) : values
  if (asked.length === 0) return null
  const moved = await movedByName(connection, (named ?? object).base, named ? 'id' : name, asked)
  const records = [...new Set(moved.map(([, record]) => record))]
  const seen = named ? await readableOf(connection, reader, named, records) : records
  if (seen.length === 0) return null
  return { any: [{ [name]: value }, named ? { [name]: { in: seen } } : known(name, seen)] }
}

/** Whom one may not see nobody is told to be what went into them. */
async function readableOf(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  records: readonly string[],
): Promise<string[]> {
  if (records.length === 0 || !sightOf(reader, object)) return []
  const rows = await connection.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(object.table)} t where t.id = any(${[...records]}::uuid[])
          and ${readableRows(reader, object, 't')}`,
      reader,
    ),
  )
  return rows.map((row) => row.id)
}

const mostAsked = 100

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
  const given = isPlain(value) ? (value['in'] ?? value['is']) : value
  const all: unknown[] = Array.isArray(given) ? given : [given]
  return all.slice(0, mostAsked).filter((one) => typeof one === 'string')
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
