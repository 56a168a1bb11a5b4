import type { Expression, LiteralValue } from './expression.ts'
import { evaluateCondition } from './evaluate-condition.ts'
import { evaluateFunction } from './evaluate-function.ts'
import { Exact, numberText } from './exact-number.ts'
import { fieldAt, placesOf, read, spend, variableAt, type Place } from './place.ts'
import type { RecordView, Surroundings } from './record-view.ts'
import { Failure, type ErrorCode, type Value } from './result.ts'

/** The value of an expression for one record; an error has a code, and empty as its value. */
export function evaluate(
  expression: Expression,
  record: RecordView,
  surroundings: Surroundings,
): { readonly value: LiteralValue; readonly error?: ErrorCode } {
  const work = { left: surroundings.most ?? 2_000_000 }
  const value = node(expression, { record, members: null, outer: null, surroundings, work, evaluate: node })
  if (value instanceof Failure) return { value: null, error: value.code }
  return { value: value instanceof Exact ? numberText(value) : value }
}

/** Whether a condition holds for a record: unknown is false. */
export function fulfils(condition: Expression, record: RecordView, surroundings: Surroundings): boolean {
  return evaluate(condition, record, surroundings).value === true
}

function node(expression: Expression, place: Place): Value {
  spend(place, 1)
  switch (expression.is) {
    case 'literal':
      return read(expression.value, expression.type)
    case 'field':
      return read(fieldAt(expression.path, place), expression.type)
    case 'variable':
      return read(variableAt(expression.name, place), expression.type)
    case 'outer':
      return node(expression.of, place.outer ?? place)
    case 'quantified': {
      const holds = (row: Place) => node(expression.where, row) === true
      const rows = placesOf(expression.over, place)
      if (expression.quantifier === 'every') return rows.every(holds)
      return rows.some(holds) === (expression.quantifier === 'some')
    }
    case 'call':
      return evaluateCondition(expression, place) ?? evaluateFunction(expression, place)
    case 'each':
      throw new Error('Many values stand where one was expected.')
  }
}
