import type { Field } from '../declaration.ts'
import {
  compareDecimals,
  decimalOfNumber,
  decimalsOf,
  digitsOf,
  mostDecimals,
  mostDigits,
  normalDecimal,
} from '../decimal.ts'
import type { Parsed } from '../field-type.ts'
import { refuse } from './refuse.ts'

/** A decimal from JSON, text or number, within the most digits that a field holds. */
export function parseDecimal(input: unknown): Parsed<string> {
  const value =
    typeof input === 'string' ? textNumber(input) : typeof input === 'number' ? plainNumber(input) : undefined
  if (value === undefined)
    return refuse(typeof input === 'number' && Number.isFinite(input) ? 'impreciseNumber' : 'notDecimal')
  if (digitsOf(value) > mostDigits || decimalsOf(value) > mostDecimals) {
    return refuse('tooManyDigits', { digits: mostDigits, decimals: mostDecimals })
  }
  return { value }
}

/** Within `min` and `max` of the field, where it has them. */
export function withinLimits(value: string, field: Field): Parsed<string> {
  const { min, max } = field
  if (isLimit(min) && compareDecimals(value, String(min)) < 0) return refuse('tooSmall', { min: String(min) })
  if (isLimit(max) && compareDecimals(value, String(max)) > 0) return refuse('tooLarge', { max: String(max) })
  return { value }
}

/** A whole number from 0 up among the settings of a field, else the one given. */
export function countSetting(field: Field, name: string, otherwise: number): number {
  const value = field[name]
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise
}

function textNumber(input: string): string | undefined {
  return input.length > 200 ? undefined : normalDecimal(input.trim())
}

/** Numbers beyond 15 digits are not what was written any more, so they have to come as text. */
function plainNumber(input: number): string | undefined {
  if (!Number.isFinite(input) || Number(input.toPrecision(15)) !== input) return undefined
  return normalDecimal(decimalOfNumber(input))
}

function isLimit(value: unknown): value is string | number {
  return typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value === 'string' && normalDecimal(value) !== undefined
}
