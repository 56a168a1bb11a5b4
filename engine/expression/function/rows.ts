import type { Each, Expression } from '#model'
import { empty, raw, sql, type Sql } from '../../database/sql.ts'
import { three, type Compiled } from '../compiled.ts'
import { sourceOf, type Frame, type SqlSource } from '../frame.ts'

/** The values of rows, with the statement's part that they come from. */
export type Rows = { readonly value: Compiled; readonly source: SqlSource }

export function rowsOf(each: Each, frame: Frame): Rows {
  const source = sourceOf(each.over, frame)
  return { source, value: frame.compiler.value(each.value, source.frame) }
}

/** The values of a list, or the one value, as an array; a condition in it may say that it is an error. */
export function listOf(expression: Expression, frame: Frame, type: string): Sql {
  if (expression.is !== 'each') {
    return sql`array[${element(frame.compiler.value(expression, frame), type)}]::${raw(type)}[]`
  }
  const { value, source } = rowsOf(expression, frame)
  const order = source.order ? sql` order by ${source.order}` : empty
  return sql`array(select ${element(value, type)} from ${source.from} where ${source.on}${order})`
}

function element(value: Compiled, type: string): Sql {
  return type === 'smallint' ? three(value) : value.sql
}
