import { Decimal } from 'decimal.js'

/** Exact decimals with the limits that PostgreSQL and JavaScript share. */
export const Exact = Decimal.clone({
  precision: 8_000,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -100_000,
  toExpPos: 100_000,
  minE: -100_000,
  maxE: 100_000,
})
export type Exact = Decimal

/** A number has at most so many digits before the decimal point, and so many behind it. */
export const mostWholeDigits = 1_000
export const mostDecimals = 1_000
/** Decimals of a result that cannot be exact. */
export const roundedDecimals = 20

const plainNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/

/** Reads a number from JSON: a plain decimal text or a JSON number. Undefined where it is none. */
export function readNumber(input: unknown): Exact | undefined {
  if (typeof input === 'number') return Number.isFinite(input) ? fits(new Exact(input)) : undefined
  if (typeof input !== 'string' || input.length > mostWholeDigits + mostDecimals + 2) return undefined
  return plainNumber.test(input) ? fits(new Exact(input)) : undefined
}

/** The shortest plain text of a number: "1200.5", never "1200.50" or "1.2e3". */
export function numberText(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed()
}

function fits(value: Exact): Exact | undefined {
  return value.e < mostWholeDigits && value.decimalPlaces() <= mostDecimals ? value : undefined
}

/**
 * Keeps a result within the limits: undefined beyond 1,000 digits before the point; what would need more
 * than 1,000 decimals cannot be exact and is rounded.
 */
export function limited(value: Exact): Exact | undefined {
  if (value.e >= mostWholeDigits) return undefined
  return value.decimalPlaces() > mostDecimals ? roundAt(value, roundedDecimals, 'half') : value
}

/** Rounds at a digit behind the decimal point (before it where negative): half and up go away from zero. */
export function roundAt(value: Exact, digits: number, how: 'half' | 'up' | 'down'): Exact {
  const mode = { half: Exact.ROUND_HALF_UP, up: Exact.ROUND_UP, down: Exact.ROUND_DOWN } as const
  if (digits >= 0) return value.toDecimalPlaces(digits, mode[how])
  return value.times(`1e${digits}`).toDecimalPlaces(0, mode[how]).times(`1e${-digits}`)
}

/** The quotient, rounded half away from zero at 20 decimals; undefined where the divisor is 0. */
export function quotient(dividend: Exact, divisor: Exact): Exact | undefined {
  if (divisor.isZero()) return undefined
  const [above, below] = [dividend.abs().times('1e20'), divisor.abs()]
  const units = above.times(2).plus(below).divToInt(below.times(2)).times('1e-20')
  return dividend.isNegative() === divisor.isNegative() ? units : units.negated()
}
