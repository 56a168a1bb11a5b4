import { Exact, numberText } from '../exact-number.ts'
import { instantMicroseconds, instantText, localTime, type LocalTime } from '../exact-instant.ts'
import { daysBetween, partsOfDay } from '../../day.ts'
import { textFormat, type DayPart, type DayPiece, type NumberSection } from '../formula/text-format.ts'
import { Failure, type Value } from '../result.ts'
import { zero } from './given.ts'

/** TEXT(value, format): a value written as an Excel format says. Names of months and days are English. */
export function showText(value: Value, kind: string, format: string, timeZone: string): Value {
  if (value instanceof Failure) return value
  if (kind === 'number') {
    const parsed = textFormat(format, 'number')
    const number = value instanceof Exact ? value : zero
    return parsed?.kind === 'number' ? showNumber(number, parsed.sections) : numberText(number)
  }
  if (kind !== 'day' && kind !== 'instant') return typeof value === 'string' ? value : ''
  if (value === null) return null
  const parsed = textFormat(format, kind)
  const microseconds = kind === 'instant' ? (instantMicroseconds(String(value)) ?? 0n) : undefined
  if (parsed?.kind !== 'day') return microseconds === undefined ? value : instantText(microseconds)
  const local = microseconds === undefined ? midnightOf(String(value)) : localTime(microseconds, timeZone)
  return local ? showDay(local, parsed.pieces) : null
}

function midnightOf(day: string): LocalTime {
  return { day, hour: 0, minute: 0, second: 0 }
}

function showNumber(value: Exact, sections: readonly NumberSection[]): string {
  const [positive, negative, none] = sections
  if (!positive) return ''
  if (value.lessThan(0))
    return negative ? section(value.abs(), negative) : `-${section(value.abs(), positive)}`
  return section(value, value.isZero() && none ? none : positive)
}

function section(value: Exact, { before, after, digits }: NumberSection): string {
  if (!digits) return `${before}${after}`
  const { leastWhole, leastDecimals, mostDecimals, grouped, point, percents } = digits
  const [whole = '', decimals = ''] = value
    .times(`1e${2 * percents}`)
    .toFixed(mostDecimals)
    .split('.')
  const padded = whole.replace(/^0+/, '').padStart(leastWhole, '0')
  const shown = grouped ? padded.replaceAll(/\B(?=(?:\d{3})+$)/g, ',') : padded
  const kept = decimals.replace(/0+$/, '').padEnd(leastDecimals, '0')
  return `${before}${shown}${point ? `.${kept}` : ''}${after}`
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function showDay({ day, ...clock }: LocalTime, pieces: readonly DayPiece[]): string {
  const { year, month, day: date } = partsOfDay(day)
  const monthName = months[month - 1] ?? ''
  const weekday = weekdays[((daysBetween('2024-01-01', day) % 7) + 7) % 7] ?? ''
  const halfHour = ((clock.hour + 11) % 12) + 1
  const parts: Record<DayPart, string> = {
    yyyy: pad(year, 4),
    yy: pad(year % 100, 2),
    mmmm: monthName,
    mmm: monthName.slice(0, 3),
    mm: pad(month, 2),
    m: String(month),
    dddd: weekday,
    ddd: weekday.slice(0, 3),
    dd: pad(date, 2),
    d: String(date),
    hh: pad(clock.hour, 2),
    h: String(clock.hour),
    hh12: pad(halfHour, 2),
    h12: String(halfHour),
    minutes: pad(clock.minute, 2),
    minute: String(clock.minute),
    ss: pad(clock.second, 2),
    s: String(clock.second),
    half: clock.hour < 12 ? 'AM' : 'PM',
  }
  return pieces.map((piece) => ('part' in piece ? parts[piece.part] : piece.words)).join('')
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
