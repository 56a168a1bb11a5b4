import { compareValues } from '../compare-values.ts'
import { isDay } from '../../day.ts'
import { Failure, type Value } from '../result.ts'
import { readValue } from './read-value.ts'
import { fitsWildcards, sameLetters } from './wildcards.ts'

/**
 * Whether a value meets a criterion of SUMIF and COUNTIF, as in Excel: "gold", "g*d", ">100", "<>0", "=".
 * An empty value only meets "=" and what is "<>" something. Days are written "2026-03-31".
 */
export function meets(value: Value, kind: string, criterion: string): boolean {
  if (value instanceof Failure) return false
  const { operator, wanted } = readCriterion(criterion)
  if (operator === '=' || operator === '<>') return equals(value, kind, wanted) === (operator === '=')
  if (value === null) return false
  const bound = kind === 'text' ? sameLetters(wanted) : asKind(wanted, kind)
  if (bound === null) return false
  const sign = compareValues(kind === 'text' ? sameLetters(String(value)) : value, bound, kind)
  if (operator === '<') return sign < 0
  if (operator === '>') return sign > 0
  return operator === '<=' ? sign <= 0 : sign >= 0
}

export type CriterionOperator = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A criterion taken apart: without an operator it asks for what is equal. */
export function readCriterion(criterion: string): {
  readonly operator: CriterionOperator
  readonly wanted: string
} {
  const operator = /^(?:<>|<=|>=|<|>|=)/.exec(criterion)?.[0]
  if (operator === undefined) return { operator: '=', wanted: criterion }
  return { operator: operator as CriterionOperator, wanted: criterion.slice(operator.length) }
}

function equals(value: Value, kind: string, wanted: string): boolean {
  if (wanted === '') return value === null || value === ''
  if (value === null) return false
  if (kind === 'text') return fitsWildcards(wanted, String(value))
  const other = asKind(wanted, kind)
  return other !== null && compareValues(value, other, kind) === 0
}

/** What is wanted, as a value of the kind that the list has; null where it is none. */
export function asKind(text: string, kind: string): Value {
  if (kind === 'number') return readValue(text) ?? null
  if (kind === 'day') return isDay(text) ? text : null
  const letters = sameLetters(text)
  return letters === 'TRUE' ? true : letters === 'FALSE' ? false : null
}
