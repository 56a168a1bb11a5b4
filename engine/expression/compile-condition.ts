import type { ColumnType, Expression, FieldPath, Literal } from '#model'
import { fold } from '#text'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { filled } from './compiled.ts'
import { foldPrefilter } from './fold-prefilter.ts'
import { columnAt, sourceOf, whereColumn, type Frame } from './frame.ts'
import type { SqlColumn } from './sql-scope.ts'

/**
 * A boolean expression as a condition for `where`: unknown counts as false there, which leaves columns
 * bare, so that indexes serve.
 */
export function condition(expression: Expression, frame: Frame): Sql {
  switch (expression.is) {
    case 'literal':
      return raw(expression.value === true ? 'true' : 'false')
    case 'outer':
      return condition(expression.of, frame.outer ?? frame)
    case 'quantified': {
      const source = sourceOf(expression.over, frame)
      const inner = condition(expression.where, source.frame)
      if (source.isSameRow && expression.quantifier === 'some') return sql`(${source.on} and (${inner}))`
      const rows = sql`select from ${source.from} where ${source.on}`
      if (expression.quantifier === 'every') return sql`not exists (${rows} and (${inner}) is not true)`
      return sql`${raw(expression.quantifier === 'none' ? 'not ' : '')}exists (${rows} and (${inner}))`
    }
    case 'call':
      return ofCall(expression.name, expression.args, frame) ?? ofValue(expression, frame)
    default:
      return ofValue(expression, frame)
  }
}

/** Whether a call is an operator of where-objects. */
export function isConditionOperator(name: string): boolean {
  return name === 'all' || name === 'any' || name === 'not' || Object.hasOwn(operations, name)
}

function ofValue(expression: Expression, frame: Frame): Sql {
  const value = frame.compiler.value(expression, frame)
  return value.canFail ? sql`${value.sql} = 1` : filled(value)
}

function ofCall(name: string, args: readonly Expression[], frame: Frame): Sql | undefined {
  const [first, second] = args
  if (name === 'all' || name === 'any') {
    if (args.length === 0) return raw(name === 'all' ? 'true' : 'false')
    const parts = args.map((one) => condition(one, frame))
    return sql`(${join(parts, name === 'all' ? ' and ' : ' or ')})`
  }
  if (name === 'not' && first) return negation(first, frame)
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (!operation || !first) return undefined
  if (first.is !== 'field') throw new Error(`The operator ${name} asks about a field.`)
  return operation(first, second, frame)
}

/** Two-valued: what is unknown is false, so its negation is true. */
function negation(expression: Expression, frame: Frame): Sql {
  const field = expression.is === 'call' && expression.name === 'isSet' ? expression.args[0] : undefined
  if (field?.is === 'field' && field.path.length === 1) return sql`${columnAt(field, frame).sql} is null`
  return sql`(${condition(expression, frame)}) is not true`
}

type Operation = (field: FieldPath, given: Expression | undefined, frame: Frame) => Sql

const operations: Readonly<Record<string, Operation>> = {
  isSet: (field, _, frame) => whereColumn(field.path, frame, (column) => sql`${column.sql} is not null`),
  is: (field, given, frame) =>
    whereColumn(
      field.path,
      frame,
      (column) =>
        ofDayAmongInstants('is', column, given, frame) ??
        sql`${column.sql} = ${single(given, column, frame)}`,
    ),
  isIn: (field, given, frame) =>
    whereColumn(field.path, frame, (column) => sql`${column.sql} = any(${many(given, column, frame)})`),
  has: (field, given, frame) =>
    whereColumn(
      field.path,
      frame,
      (column) => sql`${column.sql} @> array[${single(given, member(column), frame)}]`,
    ),
  hasAny: (field, given, frame) =>
    whereColumn(field.path, frame, (column) => sql`${column.sql} && ${many(given, member(column), frame)}`),
  above: (field, given, frame) => ordered('above', '>', field, given, frame),
  atLeast: (field, given, frame) => ordered('atLeast', '>=', field, given, frame),
  below: (field, given, frame) => ordered('below', '<', field, given, frame),
  atMost: (field, given, frame) => ordered('atMost', '<=', field, given, frame),
  contains: (field, given, frame) => like(field, given, frame, '%'),
  startsWith: (field, given, frame) => like(field, given, frame, ''),
  isUnder: (field, given, frame) =>
    whereColumn(field.path, frame, (column, scope, name) => scope.under(name, single(given, column, frame))),
  isWithin: (field, given, frame) => within(field, given, frame),
}

function ordered(
  name: string,
  operator: string,
  field: FieldPath,
  given: Expression | undefined,
  frame: Frame,
): Sql {
  return whereColumn(field.path, frame, (column) => {
    if (column.type === 'text') {
      const bound = fold(textOf(given))
      return sql`${folded(column)} collate "C" ${raw(operator)} ${bound}::text collate "C"`
    }
    return (
      ofDayAmongInstants(name, column, given, frame) ??
      sql`${column.sql} ${raw(operator)} ${single(given, column, frame)}`
    )
  })
}

/** An instant compared with a day: the bounds are instants, so that the column stays bare. */
function ofDayAmongInstants(
  name: string,
  column: SqlColumn,
  given: Expression | undefined,
  frame: Frame,
): Sql | undefined {
  if (column.type !== 'timestamptz' || given?.type.kind !== 'day') return undefined
  const day = given.is === 'literal' ? sql`${given.value}::date` : variable(given, frame)
  const start = startOfDay(day, frame)
  const next = startOfDay(sql`(${day} + 1)`, frame)
  if (name === 'is') return sql`(${column.sql} >= ${start} and ${column.sql} < ${next})`
  if (name === 'above') return sql`${column.sql} >= ${next}`
  if (name === 'atLeast') return sql`${column.sql} >= ${start}`
  if (name === 'below') return sql`${column.sql} < ${start}`
  return sql`${column.sql} < ${next}`
}

const unitNames: Readonly<Record<string, string>> = { d: 'days', w: 'weeks', m: 'months', y: 'years' }

function within(field: FieldPath, given: Expression | undefined, frame: Frame): Sql {
  const span = textOf(given)
  const today = frame.scope.variable('$today')
  const amount = `${Number(span.slice(1, -1))} ${unitNames[span.slice(-1)] ?? 'days'}`
  const ago = span.startsWith('-')
  const other = sql`(${today} ${raw(ago ? '-' : '+')} ${amount}::interval)::date`
  const [from, until] = ago ? [other, today] : [today, other]
  return whereColumn(field.path, frame, (column) =>
    column.type === 'timestamptz'
      ? sql`(${column.sql} >= ${startOfDay(from, frame)} and ${column.sql} < ${startOfDay(sql`(${until} + 1)`, frame)})`
      : sql`(${column.sql} >= ${from} and ${column.sql} <= ${until})`,
  )
}

function startOfDay(day: Sql, frame: Frame): Sql {
  return sql`(${day}::timestamp at time zone ${frame.scope.timeZone})`
}

function like(field: FieldPath, given: Expression | undefined, frame: Frame, before: '%' | ''): Sql {
  const text = fold(textOf(given))
  const pattern = `${before}${text.replace(/[\\%_]/g, '\\$&')}%`
  return whereColumn(field.path, frame, (column) => {
    const found = sql`${folded(column)} like ${pattern}::text`
    if (text === '' || column.folded) return found
    return sql`(${column.sql} collate "C" ~ ${foldPrefilter(text, before === '')}::text and ${found})`
  })
}

function folded(column: SqlColumn): Sql {
  return column.folded ?? sql`kontor_fold(${column.sql})`
}

function single(given: Expression | undefined, column: SqlColumn, frame: Frame): Sql {
  if (given?.is !== 'literal') return variable(given, frame)
  if (typeof given.value === 'boolean') return raw(String(given.value))
  return sql`${given.value}::${raw(castOf(column.type, [given.value]))}`
}

function many(given: Expression | undefined, column: SqlColumn, frame: Frame): Sql {
  if (given?.is !== 'literal') return variable(given, frame)
  const values = Array.isArray(given.value) ? given.value : [given.value]
  return sql`${values}::${raw(castOf(column.type, values))}[]`
}

/** Numbers are compared as the column holds them, so that its index serves, unless they would not fit. */
function castOf(type: ColumnType, values: readonly unknown[]): string {
  if (type !== 'bigint') return type
  return values.every((value) => /^-?\d{1,18}$/.test(String(value))) ? 'bigint' : 'numeric'
}

function member(column: SqlColumn): SqlColumn {
  return { sql: column.sql, type: column.type.replace('[]', '') as ColumnType }
}

function variable(given: Expression | undefined, frame: Frame): Sql {
  const inner = given?.is === 'outer' ? given.of : given
  if (inner?.is !== 'variable') throw new Error('An operator compares a field with a value or a variable.')
  return frame.scope.variable(inner.name)
}

function textOf(given: Expression | undefined): string {
  const value = (given as Literal | undefined)?.value
  if (typeof value !== 'string') throw new Error('This operator takes a text.')
  return value
}
