import type { ColumnType, Expression, FieldPath, Source } from '#model'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import type { Compiled } from './compiled.ts'
import type { SqlColumn, SqlScope } from './sql-scope.ts'

/** The place in the statement where a part of an expression stands: a row, and the places around it. */
export type Frame = {
  readonly scope: SqlScope
  /** While lists are walked: the current member of each, by the path of its list. */
  readonly members: ReadonlyMap<string, SqlColumn> | null
  readonly outer: Frame | null
  readonly compiler: Compiler
}

/** What compiles any part, held by the frame so that no part needs to know all others. */
export type Compiler = {
  readonly value: (expression: Expression, frame: Frame) => Compiled
  readonly condition: (expression: Expression, frame: Frame) => Sql
  /** Names for subqueries, each used once in the statement. */
  readonly aliases: { next: number }
}

export type SqlSource = {
  readonly from: Sql
  readonly on: Sql
  readonly frame: Frame
  readonly order: Sql | null
  /** The row itself, looked at as something else, so that `on` says it all and nothing is to be joined. */
  readonly isSameRow?: true
}

/** The value at the end of a path: the column itself, or a subquery through references. */
export function columnAt(field: FieldPath, frame: Frame): SqlColumn {
  const member = frame.members?.get(key(field.path))
  if (member) return member
  const [name = '', ...rest] = field.path
  if (rest.length === 0) return frame.scope.column(name)
  const rows = frame.scope.rows(name)
  const inner = columnAt({ ...field, path: rest }, within(frame, rows.scope))
  if (!rows.from) return { sql: sql`(case when ${rows.on} then ${inner.sql} end)`, type: inner.type }
  return { sql: sql`(select ${inner.sql} from ${rows.from} where ${rows.on})`, type: inner.type }
}

/** A condition on the column at the end of a path; through references as `exists`, which can be joined. */
export function whereColumn(
  path: readonly string[],
  frame: Frame,
  condition: (column: SqlColumn, scope: SqlScope, name: string) => Sql,
): Sql {
  const member = frame.members?.get(key(path))
  const [name = '', ...rest] = path
  if (member) return condition(member, frame.scope, name)
  if (rest.length === 0) return condition(frame.scope.column(name), frame.scope, name)
  const rows = frame.scope.rows(name)
  const inner = whereColumn(rest, within(frame, rows.scope), condition)
  if (!rows.from) return sql`(${rows.on} and ${inner})`
  return sql`exists (select from ${rows.from} where ${rows.on} and ${inner})`
}

/** The rows of a source with the frame in which their values are found. */
export function sourceOf(source: Source, frame: Frame): SqlSource {
  return source.kind === 'rows' ? rowsAt(source.path, frame) : membersOf(source.paths, frame)
}

function rowsAt(path: readonly string[], frame: Frame): SqlSource {
  const [name = '', ...rest] = path
  const rows = frame.scope.rows(name)
  const at = { ...within(frame, rows.scope), outer: frame }
  const order = rows.order ?? null
  const from = rows.from ?? sql`(select) ${id(nextAlias(frame))}`
  if (rest.length === 0)
    return { from, on: rows.on, frame: at, order, ...(rows.from ? {} : { isSameRow: true }) }
  const further = rowsAt(rest, at)
  const inner = { ...further.frame, outer: frame }
  if (!rows.from) return { ...further, on: sql`${rows.on} and ${further.on}`, frame: inner }
  return {
    from: sql`${from} join ${further.from} on ${further.on}`,
    on: rows.on,
    frame: inner,
    order: order && further.order ? sql`${order}, ${further.order}` : (order ?? further.order),
  }
}

function membersOf(paths: readonly (readonly string[])[], frame: Frame): SqlSource {
  const alias = nextAlias(frame)
  const lists = paths.map((path) => columnAt({ is: 'field', path, type: { kind: 'opaque' } }, frame))
  const names = paths.map((_, at) => `m${at + 1}`)
  const members = paths.map((path, at): [string, SqlColumn] => [
    key(path),
    { sql: id(alias, names[at] ?? ''), type: memberType(lists[at]?.type ?? 'text[]') },
  ])
  const columns = join([...names, 'position'].map((name) => id(name)))
  return {
    from: sql`unnest(${join(lists.map((list) => list.sql))}) with ordinality as ${id(alias)}(${columns})`,
    on: raw('true'),
    frame: { ...frame, members: new Map(members), outer: frame },
    order: id(alias, 'position'),
  }
}

/** A name for a subquery. */
export function nextAlias({ compiler }: Frame): string {
  compiler.aliases.next += 1
  return `e${compiler.aliases.next}`
}

function within(frame: Frame, scope: SqlScope): Frame {
  return { scope, members: null, outer: null, compiler: frame.compiler }
}

function memberType(type: ColumnType): ColumnType {
  return type.replace('[]', '') as ColumnType
}

function key(path: readonly string[]): string {
  return path.join('.')
}
