import { readNumber, type Call, type Expression, type Literal } from '#model'
import { raw, sql } from '../database/sql.ts'
import { isConditionOperator } from './compile-condition.ts'
import { compiled, fromColumn, workType, type Compiled } from './compiled.ts'
import { columnAt, type Frame } from './frame.ts'
import { aggregates } from './function/aggregates.ts'
import { choices } from './function/choices.ts'
import { days } from './function/days.ts'
import { numbers } from './function/numbers.ts'
import { texts } from './function/texts.ts'

/** The value of any expression within a statement, errors still inside it. */
export function compileValue(expression: Expression, frame: Frame): Compiled {
  switch (expression.is) {
    case 'literal':
      return ofLiteral(expression)
    case 'field': {
      const column = columnAt(expression, frame)
      return fromColumn(column.sql, column.type, expression.type)
    }
    case 'variable':
      return compiled(frame.scope.variable(expression.name), expression.type, { canBeEmpty: true })
    case 'outer':
      return compileValue(expression.of, frame.outer ?? frame)
    case 'quantified':
      return compiled(frame.compiler.condition(expression, frame), expression.type)
    case 'call':
      return ofCall(expression, frame)
    case 'each':
      throw new Error('Many values stand where one was expected.')
  }
}

const implementations = new Map(
  [choices, numbers, texts, days, aggregates].flatMap((group) => Object.entries(group)),
)

function ofCall(call: Call, frame: Frame): Compiled {
  if (isConditionOperator(call.name)) return compiled(frame.compiler.condition(call, frame), call.type)
  const implementation = implementations.get(call.name)
  if (!implementation) throw new Error(`There is no function ${call.name}.`)
  return implementation(call, frame)
}

function ofLiteral({ value, type }: Literal): Compiled {
  if (type.kind === 'list') throw new Error('A list stands where one value was expected.')
  if (value === null) return compiled(sql`null::${raw(workType(type, false))}`, type, { canBeEmpty: true })
  if (typeof value === 'boolean') return compiled(raw(String(value)), type)
  const piece = sql`${value}::${raw(workType(type, false))}`
  const number = type.kind === 'number' ? readNumber(value) : undefined
  if (!number) return compiled(piece, type)
  return compiled(piece, type, {
    size: { whole: Math.max(1, number.e + 1), decimals: number.decimalPlaces() },
  })
}
