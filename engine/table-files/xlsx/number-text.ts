import type { NumberFormat } from './number-format.ts'

/**
 * The text of a number cell. A number is given as the spreadsheet shows it, to 15 digits and with a dot:
 * the 0.30000000000000004 of the file is 0.3. Days are "2026-03-31", instants "2026-03-31 14:05:00", a
 * percentage "15.5%".
 */
export function numberText(raw: string, format: NumberFormat, since1904: boolean): string {
  const decimal = plainDecimal(raw)
  if (decimal === null) return raw
  if (format.kind === 'plain') return decimal
  if (format.kind === 'percent') return `${shiftPoint(decimal, 2)}%`
  if (format.kind === 'digits') return /^\d+$/.test(decimal) ? decimal.padStart(format.count, '0') : decimal
  return dayOrTime(Number(decimal), format.kind, since1904) ?? decimal
}

/** A number of the file as a decimal without exponent and without the noise of binary fractions. */
export function plainDecimal(raw: string): string | null {
  if (/^[1-9]\d{0,14}$/.test(raw)) return raw
  const found = /^\s*([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,3}))?\s*$/.exec(raw)
  if (!found || !(found[2] || found[3])) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = found
  const digits = (whole + fraction).replace(/^0+/, '')
  // A double has up to 17 digits and is shown with 15; more digits were written by a program that is exact.
  const noisy = fraction !== '' && digits.length > 15 && digits.length <= 17
  if (noisy) return plainDecimal(Number(raw).toPrecision(15))
  const shifted = shiftPoint(`${whole || '0'}.${fraction}`, Number(exponent))
  return sign === '-' && shifted !== '0' ? `-${shifted}` : shifted
}

/** Moves the decimal point by places to the right, to the left where negative; no zeros are left over. */
export function shiftPoint(decimal: string, places: number): string {
  const negative = decimal.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const digits = whole + fraction
  const point = whole.length + places
  const padded = digits.padStart(digits.length + Math.max(0, -point), '0').padEnd(Math.max(0, point), '0')
  const at = Math.max(0, point)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  const right = padded.slice(at).replace(/0+$/, '')
  return `${negative ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`
}

const secondsADay = 86_400

/**
 * Days count from 1899-12-30, which hides that the spreadsheets' 1900 had a 29th of February, or from
 * 1904-01-01. Null where the number is beyond the calendar.
 */
function dayOrTime(
  serial: number,
  kind: 'day' | 'instant' | 'time' | 'elapsed',
  since1904: boolean,
): string | null {
  const seconds = Math.round(serial * secondsADay)
  if (kind === 'elapsed') return serial < 0 ? null : clock(Math.floor(seconds / 3600), seconds)
  const days = Math.floor(seconds / secondsADay)
  const time = clock(Math.floor((seconds % secondsADay) / 3600), seconds)
  if (serial < 0 || days > 2_958_465) return null
  if (kind === 'time' && days === 0) return time
  if (days === 0 && !since1904) return kind === 'instant' ? time : null
  const day = dayOf(since1904 ? days + 1462 : days)
  return kind === 'day' ? day : `${day} ${time}`
}

const knownDays = new Map<number, string>()

function dayOf(days: number): string {
  const known = knownDays.get(days)
  if (known !== undefined) return known
  const start = Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const day = new Date(start + days * secondsADay * 1000).toISOString().slice(0, 10)
  if (knownDays.size < 50_000) knownDays.set(days, day)
  return day
}

function clock(hours: number, seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(hours)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
}
