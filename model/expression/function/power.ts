import { Decimal } from 'decimal.js'
import {
  Exact,
  limited,
  mostDecimals,
  mostWholeDigits,
  quotient,
  roundAt,
  roundedDecimals,
} from '../exact-number.ts'
import { failures, type Value } from '../result.ts'
import { one, zero } from './given.ts'

/** A power that cannot be exact is smaller than e to this, about 10 to the 300. */
const largestLogarithm = '690.6'
/** Beyond this size an exponent gives an error, unless the base is 0, 1 or -1. */
const mostExponent = new Exact('1e30')
/** What comes so near the middle between two roundings is taken for the middle. */
const nearlyExactDecimals = 60

const Estimate = approximate(30)

/**
 * A number to a power, as in Excel. Whole powers are exact as long as 1,000 decimals hold them; what cannot
 * be exact is rounded half away from zero at 20 decimals.
 */
export function power(base: Exact, exponent: Exact): Value {
  if (base.isZero()) {
    if (exponent.isZero()) return failures.number
    return exponent.isNegative() ? failures.division : zero
  }
  if (exponent.isZero() || base.equals(1)) return one
  if (!exponent.isInteger()) return base.isNegative() ? failures.number : inexact(base, exponent)
  const isOdd = !exponent.modulo(2).isZero()
  if (base.equals(-1)) return isOdd ? base : one
  if (exponent.abs().times(base.decimalPlaces()).greaterThan(mostDecimals)) {
    return signed(inexact(base.abs(), exponent), isOdd && base.isNegative())
  }
  const result = repeated(base, exponent.abs().toNumber())
  if (exponent.isNegative()) return result ? (quotient(one, result) ?? failures.number) : zero
  return result ?? failures.number
}

/** The square root, rounded at 20 decimals. */
export function squareRoot(value: Exact): Value {
  if (value.lessThan(0)) return failures.number
  // Cut off at 21 decimals, the root still rounds right: the last digit alone says which half it is in.
  const root = wholeRoot(BigInt(value.times('1e42').trunc().toFixed()))
  return new Exact(((root + 5n) / 10n).toString()).times('1e-20')
}

/** The largest whole number whose square is not above the given one (Newton's method). */
function wholeRoot(of: bigint): bigint {
  if (of < 2n) return of
  let guess = 1n << BigInt((of.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + of / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}

/** Undefined where it has too many digits. */
function repeated(base: Exact, times: number): Exact | undefined {
  let [result, square, rest] = [one, base, times]
  while (rest > 0) {
    if (rest % 2 === 1) result = result.times(square)
    if (result.e >= mostWholeDigits) return undefined
    rest = Math.floor(rest / 2)
    if (rest > 0) square = square.times(square)
    if (square.e >= mostWholeDigits) return undefined
  }
  return limited(result)
}

/** By logarithms, of a positive base. */
function inexact(base: Exact, exponent: Exact): Value {
  if (exponent.abs().greaterThan(mostExponent)) {
    return base.lessThan(1) === exponent.isNegative() ? failures.number : zero
  }
  if (exponent.equals(0.5)) return squareRoot(base)
  const estimate = new Estimate(base).ln().times(new Estimate(exponent))
  if (estimate.greaterThan(691)) return failures.number
  if (estimate.lessThan(-61)) return zero
  // The digits of the result before the point, those behind it, and some more so that rounding is sure.
  const Approximate = approximate(
    Math.ceil(Math.max(0, estimate.toNumber()) / 2.3) + nearlyExactDecimals + 15,
  )
  const logarithm = new Approximate(base).ln().times(new Approximate(exponent))
  if (logarithm.greaterThan(largestLogarithm)) return failures.number
  if (logarithm.lessThan(-60)) return zero
  const result = new Exact(logarithm.exp().toDecimalPlaces(nearlyExactDecimals))
  return roundAt(result, roundedDecimals, 'half')
}

function approximate(precision: number): typeof Decimal {
  return Decimal.clone({ precision, rounding: Decimal.ROUND_HALF_UP, minE: -9e15, maxE: 9e15 })
}

function signed(value: Value, isNegative: boolean): Value {
  return isNegative && value instanceof Exact ? value.negated() : value
}
