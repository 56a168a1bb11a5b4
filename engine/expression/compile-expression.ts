import type { Expression } from '#model'
import { sql, type Sql } from '../database/sql.ts'
import { condition } from './compile-condition.ts'
import { compileValue } from './compile-value.ts'
import { stored } from './compiled.ts'
import type { Frame } from './frame.ts'
import type { SqlScope } from './sql-scope.ts'

/**
 * The value of an expression as SQL, for a select list, a computed column or an order; an error is empty.
 * Whatever the record holds, the statement does not fail.
 */
export function compileExpression(expression: Expression, scope: SqlScope): Sql {
  return stored(compileValue(expression, outermost(scope)))
}

/**
 * A condition as SQL for `where`, in which unknown counts as false; columns are left bare, so that indexes
 * serve. To show it as a value, compile it as an expression.
 */
export function compileCondition(expression: Expression, scope: SqlScope): Sql {
  return condition(expression, outermost(scope))
}

function outermost(scope: SqlScope): Frame {
  const compiler = { value: compileValue, condition: twoValued, aliases: { next: 0 } }
  return { scope, members: null, outer: null, compiler }
}

/** A condition as a value: unknown is false. */
function twoValued(expression: Expression, frame: Frame): Sql {
  return sql`(${condition(expression, frame)}) is true`
}
