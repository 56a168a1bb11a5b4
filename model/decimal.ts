import { Decimal } from 'decimal.js'

/**
 * Arithmetic on exact decimals given as text. Sums, differences and products of numbers that a field can
 * hold (38 digits) are exact; a division is rounded half away from zero at 20 decimals.
 */
const Exact = Decimal.clone({
  precision: 120,
  rounding: Decimal.ROUND_HALF_UP,
  toExpNeg: -1000,
  toExpPos: 1000,
})

export const mostDigits = 38
export const mostDecimals = 20
const divisionDecimals = 20

const form = /^([+-]?)0*(\d*)(?:\.(\d*))?$/

/**
 * A plain decimal text in its normal form: no plus, no leading zeros, no empty parts; decimals stay as they
 * were given ("1200.00"). Undefined where the text is no plain decimal ("1e3", "1,5", "").
 */
export function normalDecimal(text: string): string | undefined {
  const match = form.exec(text)
  if (!match || !/\d/.test(text)) return undefined
  const whole = match[2] || '0'
  const decimals = match[3] ?? ''
  const negative = match[1] === '-' && /[1-9]/.test(whole + decimals)
  return `${negative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`
}

/** A JavaScript number as plain decimal text, without an exponent. */
export function decimalOfNumber(number: number): string {
  return new Exact(number).toFixed()
}

/**
 * Exactly or at least so many decimals, by adding zeros and taking away zeros only: the value never changes.
 */
export function withDecimals(decimal: string, decimals: number): string {
  const [whole = '0', fraction = ''] = decimal.split('.')
  const kept = fraction.slice(decimals).replace(/0+$/, '')
  const padded = fraction.slice(0, decimals).padEnd(decimals, '0') + kept
  return padded === '' ? whole : `${whole}.${padded}`
}

/** How many decimals are needed: trailing zeros do not count. */
export function decimalsOf(decimal: string): number {
  return (decimal.split('.')[1] ?? '').replace(/0+$/, '').length
}

/** How many digits stand in it, leading zeros and trailing decimal zeros aside. */
export function digitsOf(decimal: string): number {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  return whole.replace(/^0+/, '').length + fraction.replace(/0+$/, '').length
}

/** Below 0, 0 or above 0, as the left is smaller than, equal to or greater than the right. */
export function compareDecimals(left: string, right: string): number {
  return new Exact(left).comparedTo(right)
}

export function addDecimals(...decimals: readonly string[]): string {
  return plain(
    decimals.reduce((sum, decimal) => sum.plus(decimal), new Exact(0)),
    decimals,
  )
}

export function subtractDecimals(left: string, right: string): string {
  return plain(new Exact(left).minus(right), [left, right])
}

export function multiplyDecimals(left: string, right: string): string {
  return new Exact(left).times(right).toFixed()
}

/** Undefined where the divisor is 0. */
export function divideDecimals(left: string, right: string): string | undefined {
  const divisor = new Exact(right)
  if (divisor.isZero()) return undefined
  return new Exact(left).dividedBy(divisor).toDecimalPlaces(divisionDecimals).toFixed()
}

/** Rounds half away from zero and writes exactly so many decimals. */
export function roundDecimal(decimal: string, decimals: number): string {
  const rounded = new Exact(decimal).toFixed(decimals)
  return /[1-9]/.test(rounded) ? rounded : rounded.replace('-', '')
}

/** A sum shows as many decimals as the most precise of its parts. */
function plain(result: Decimal, parts: readonly string[]): string {
  const decimals = Math.max(0, ...parts.map((part) => part.split('.')[1]?.length ?? 0))
  return roundDecimal(result.toFixed(), decimals)
}
