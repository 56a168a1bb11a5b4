import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Reader } from '../../query/reader.ts'
import { sightOf } from '../../query/sight.ts'
import type { ListQuery } from './list-query.ts'
import type { SortKey } from './sorting.ts'

/**
 * Whether an index gives the rows of this question in this order, so that the first rows found are the page.
 */
export function isIndexedOrder(
  reader: Reader,
  object: ResolvedObject,
  where: unknown,
  sort: readonly SortKey[],
): boolean {
  const equal = equalFields(where)
  const sight = sightOf(reader, object)
  const names = sort.map((key) => key.path.join('.'))
  const plain = [...equal, ...names].every((name) => sight?.field(name) === true)
  if (!plain || (sort.length > 1 && sort.some((key) => key.down !== sort[0]?.down))) return false
  return indexesOf(object).some((index) => startsWith(index, equal, names))
}

/**
 * Whether one plan serves every value: no condition, or one on the first fields of an index that gives the
 * order as well. Whether a field is set may be asked beside it, for that holds no value to plan by. Elsewhere
 * the best plan depends on how frequent a value is, so each question gets a plan of its own.
 */
export function isSafelyPrepared(
  reader: Reader,
  object: ResolvedObject,
  query: ListQuery,
  sort: readonly SortKey[],
): boolean {
  if (query.after !== undefined || query.search !== undefined) return false
  const equal = equalFields(query.where)
  if (valueConditions(query.where) !== equal.length || !isIndexedOrder(reader, object, query.where, sort))
    return false
  return equal.length > 0 || sightOf(reader, object)?.rows === true
}

/** The fields that a where-object compares with one plain value each, at its top. */
function equalFields(where: unknown): readonly string[] {
  if (typeof where !== 'object' || where === null) return []
  return Object.entries(where)
    .filter(([name, value]) => !['any', 'all', 'not'].includes(name) && isPlainValue(value))
    .map(([name]) => name)
}

/** How many conditions at the top compare with a value, or may. */
function valueConditions(where: unknown): number {
  if (typeof where !== 'object' || where === null) return 0
  return Object.values(where).filter((condition) => !isAskedForPresence(condition)).length
}

/** `null`, or `{ set: true }` alone. */
function isAskedForPresence(condition: unknown): boolean {
  if (condition === null) return true
  if (typeof condition !== 'object') return false
  const entries = Object.entries(condition)
  return entries.length === 1 && entries[0]?.[0] === 'set' && typeof entries[0][1] === 'boolean'
}

function isPlainValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

function startsWith(index: readonly string[], equal: readonly string[], sort: readonly string[]): boolean {
  const first = index.slice(0, equal.length)
  return (
    equal.every((name) => first.includes(name)) && sort.every((name, at) => index[equal.length + at] === name)
  )
}

const known = new WeakMap<ResolvedObject, readonly (readonly string[])[]>()

/** The indexes that follow from a declaration, by the fields they are on. */
function indexesOf(object: ResolvedObject): readonly (readonly string[])[] {
  const found = known.get(object)
  if (found) return found
  const lists = Object.values(object.lists).map((list) =>
    [list.sort ?? []].flat().map((name) => name.replace(/^-/, '')),
  )
  const single = [...object.fields.values()].filter((field) => field.field.indexed || field.field.unique)
  const all = [
    ['id'],
    [object.title],
    ...lists,
    ...(object.declaration.indexes ?? []),
    ...single.map(({ name }) => [name]),
  ]
  const indexes = all.filter((index) => index.length > 0)
  known.set(object, indexes)
  return indexes
}
