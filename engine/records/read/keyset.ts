import type { ColumnType } from '#model'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import type { Position } from './cursor.ts'
import { keyValue, type SortKey } from './sorting.ts'

export type OrderedKey = SortKey & { readonly sql: Sql; readonly type: ColumnType }

/** A part of the rows, and the order within it. */
export type Branch = { readonly where: Sql | null; readonly order: Sql }

/**
 * The rows from a position on, cut into parts that follow one another, each in an order that an index has:
 * rows
 * equal to the position in the first keys, those beyond it, and those that are empty there, which come last.
 * One part alone with an `or` in it could be read only by skipping all rows before the position.
 */
export function branches(
  keys: readonly OrderedKey[],
  alias: string,
  after: Position | null,
): readonly Branch[] {
  const row = id(alias, 'id')
  const down = keys.length > 0 && keys.every((key) => key.down)
  const tie = sql`${row}${raw(down ? ' desc' : '')}`
  return (after ? beyond(keys, after, row, down, []) : fromStart(keys)).map(({ where, keys: left }) => ({
    where: where.length > 0 ? join(where, ' and ') : null,
    order: join([...left.map(orderOf), tie]),
  }))
}

/** The whole order at once, for what is read to its end. */
export function wholeOrder(keys: readonly OrderedKey[], alias: string): Sql {
  return join([...keys.map(orderOf), id(alias, 'id')])
}

type Part = { readonly where: readonly Sql[]; readonly keys: readonly OrderedKey[] }

/** Only downwards do empty values need a part of their own: an index read backwards has them first. */
function fromStart(keys: readonly OrderedKey[]): Part[] {
  const [first, ...rest] = keys
  if (!first?.down || first.full) return [{ where: [], keys }]
  return [
    { where: [sql`${first.sql} is not null`], keys: [{ ...first, full: true }, ...rest] },
    { where: [sql`${first.sql} is null`], keys: rest },
  ]
}

function beyond(
  keys: readonly OrderedKey[],
  at: Position,
  row: Sql,
  down: boolean,
  equal: readonly Sql[],
): Part[] {
  const [first, ...rest] = keys
  if (!first) return [{ where: [...equal, sql`${row} ${raw(down ? '<' : '>')} ${at.id}::uuid`], keys: [] }]
  const [given = null, ...values] = at.values
  const left = { values, id: at.id }
  if (given === null) return beyond(rest, left, row, down, [...equal, sql`${first.sql} is null`])
  const value = keyValue(given, first.type)
  const sign = raw(first.down ? '<' : '>')
  const empty: Part[] = first.full ? [] : [{ where: [...equal, sql`${first.sql} is null`], keys: rest }]
  const full = { ...first, full: true }
  if (rest.length === 0 && first.down === down) {
    const pair = sql`(${first.sql}, ${row}) ${sign} (${value}, ${at.id}::uuid)`
    return [{ where: [...equal, pair], keys: [full] }, ...empty]
  }
  return [
    ...beyond(rest, left, row, down, [...equal, sql`${first.sql} = ${value}`]),
    { where: [...equal, sql`${first.sql} ${sign} ${value}`], keys: [full, ...rest] },
    ...empty,
  ]
}

function orderOf(key: OrderedKey): Sql {
  if (!key.down) return key.sql
  return sql`${key.sql}${raw(key.full ? ' desc' : ' desc nulls last')}`
}
