import { fold } from '#text'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, join, sql } from '../../database/sql.ts'
import { movedByName, movedByNames, titleName } from '../../merge/moved.ts'
import { conditionOn } from '../../query/condition.ts'
import { filled } from '../../query/placeholder.ts'
import { readableRows } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { roleNamed } from '../../query/type-scope.ts'
import { instantOf } from '../past/looking-at.ts'
import { targetOf } from '../write/references.ts'
import type { ListQuery } from './list-query.ts'
import { withLedOnIds } from './led-on-ids.ts'
import type { Acting, Conditions } from './list-conditions.ts'

/**
 * The question with what went into others in it, however deep: who asks for the id or the number of a merged
 * record, or for what names it, gets the one that it is today, where that is theirs to see; of the past, the
 * one that it was by then.
 */
export async function withLedOn<Q extends Pick<ListQuery, 'where' | 'asOf'>>(
  connection: Connection,
  reader: Acting,
  object: ResolvedObject,
  query: Q,
): Promise<Q> {
  const { where, asOf } = query
  if (!isPlain(where)) return query
  const instant = asOf === undefined ? 'infinity' : instantOf(reader.actor, asOf)
  const byIds = await withLedOnIds(connection, reader, object, where, instant)
  const led = await ledOn({ connection, reader, object, instant }, byIds, 0)
  return led === where ? query : { ...query, where: led }
}

type Asking = {
  readonly connection: Connection
  readonly reader: Acting
  readonly object: ResolvedObject
  readonly instant: string
}

/** What nests deeper is refused anyhow. */
const deepest = 12

/** The same condition where it names nothing that went into another by its number. */
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
          : await ledOnAt(asking, name, value, depth + 1)
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

/** What is asked of a field, or of records that a field or a path leads to. */
async function ledOnAt(asking: Asking, name: string, value: unknown, depth: number): Promise<object | null> {
  const [first = '', ...rest] = name.split('.')
  const there = recordsAt(asking, first)
  if (!there) return rest.length === 0 ? ledOnByName(asking, name, value) : null
  const inner = { ...asking, object: there.object }
  if (rest.length > 0) {
    const given = { [rest.join('.')]: value }
    const led = await ledOn(inner, given, depth)
    if (led === given) return null
    return there.isOne ? inPath(first, led) : { [first]: { some: led } }
  }
  if (!isPlain(value)) return null
  if (there.isOne) return ledOnByKeys(inner, name, value, depth)
  const parts = Object.entries(value)
  const led: [string, unknown][] = []
  for (const [operator, one] of parts) led.push([operator, await ledOn(inner, one, depth)])
  return led.every(([, one], at) => one === parts[at]?.[1]) ? null : { [name]: Object.fromEntries(led) }
}

/** `{"party":{"number":"C-1"}}`, and the same among several. */
async function ledOnByKeys(
  inner: Asking,
  name: string,
  value: Readonly<Record<string, unknown>>,
  depth: number,
): Promise<object | null> {
  const among: unknown[] = Array.isArray(value['in']) ? value['in'] : [value]
  const found: unknown[] = []
  for (const one of among.slice(0, mostAsked)) {
    const led = await ledOn(inner, one, depth)
    if (led !== one) found.push(inPath(name, led))
  }
  return found.length === 0 ? null : { any: [{ [name]: value }, ...found] }
}

/** A condition on a record as one on that which refers to it. */
function inPath(path: string, where: unknown): object {
  if (!isPlain(where)) return {}
  const parts = Object.entries(where).map(([name, value]): [string, unknown] => {
    if (name === 'not') return [name, inPath(path, value)]
    if ((name === 'all' || name === 'any') && Array.isArray(value))
      return [name, value.map((one: unknown) => inPath(path, one))]
    return [`${path}.${name}`, value]
  })
  return Object.fromEntries(parts)
}

/** The records that a field, or the name of a role, leads to; null where to none. */
function recordsAt(
  { reader, object }: Asking,
  name: string,
): { readonly object: ResolvedObject; readonly isOne: boolean } | null {
  const field = object.fields.get(name)
  const type = field?.type.valueType(field.field)
  const target = type?.kind === 'lines' ? type.of : field && targetOf(field)
  const found = field ? reader.model.objects.get(target ?? '') : roleNamed(reader, object, name)
  return found ? { object: found, isOne: !type || type.kind === 'reference' } : null
}

/** By the number of the records themselves, or another name that is theirs alone. */
async function ledOnByName(
  { connection, reader, object, instant }: Asking,
  name: string,
  value: unknown,
): Promise<object | null> {
  if (!isName(object.fields.get(name)) || !sightOf(reader, object)) return null
  const asked = valuesIn(value)
  if (asked.length === 0) return null
  const moved = await movedByName(connection, object.base, name, asked, instant)
  const records = [...new Set(moved.map(([, record]) => record))]
  return records.length === 0 ? null : { any: [{ [name]: value }, known(name, records)] }
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
