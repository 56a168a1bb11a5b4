import { addDays, dayOf, daysBetween, isDay } from '../day.ts'
import type { Day } from '../declaration.ts'

const form =
  /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):?(\d{2})?)$/
const microsecondsPerDay = 86_400_000_000n

/** The microseconds since 1970 of an RFC 3339 instant; undefined where the text is none. */
export function instantMicroseconds(text: string): bigint | undefined {
  const match = form.exec(text)
  const day = match?.[1] ?? ''
  if (!match || !isDay(day)) return undefined
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4])]
  const [zoneHour, zoneMinute] = [Number(match[7] ?? 0), Number(match[8] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59 || zoneHour > 15 || zoneMinute > 59) return undefined
  const offset = (match[6] === '-' ? -1 : 1) * (zoneHour * 3_600 + zoneMinute * 60)
  const seconds = BigInt(daysBetween('1970-01-01', day)) * 86_400n
  const clock = BigInt(hour * 3_600 + minute * 60 + second - offset)
  const instant = (seconds + clock) * 1_000_000n + BigInt((match[5] ?? '').padEnd(6, '0').slice(0, 6))
  return dayInUtc(instant) === undefined ? undefined : instant
}

/** RFC 3339 in UTC, with milliseconds, or microseconds where there are some. */
export function instantText(microseconds: bigint): string {
  const rest = Number(microseconds - floorDivide(microseconds, microsecondsPerDay) * microsecondsPerDay)
  const seconds = Math.floor(rest / 1_000_000)
  const clock = [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map((part) => pad(Math.floor(part), 2))
  const micros = rest % 1_000_000
  const fraction = micros % 1_000 === 0 ? pad(micros / 1_000, 3) : pad(micros, 6)
  return `${dayInUtc(microseconds)}T${clock.join(':')}.${fraction}Z`
}

/** What the calendar and the clock show at an instant in a time zone ('Europe/Riga'). */
export type LocalTime = {
  readonly day: Day
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Undefined where the zone is already past the ends of the calendar. */
export function localTime(microseconds: bigint, timeZone: string): LocalTime | undefined {
  const parts = formatOf(timeZone).formatToParts(Number(floorDivide(microseconds, 1_000n)))
  const shown = new Map(parts.map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes) => shown.get(name) ?? 0
  // The year before year 1 is shown as 1 as well.
  const isBefore = part('month') === 12 && dayInUtc(microseconds) === '0001-01-01'
  const day = isBefore ? undefined : dayOf(part('year'), part('month'), part('day'))
  return day === undefined
    ? undefined
    : { day, hour: part('hour'), minute: part('minute'), second: part('second') }
}

export function dayOfInstant(microseconds: bigint, timeZone: string): Day | undefined {
  return localTime(microseconds, timeZone)?.day
}

/** Making one takes a thousand times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
    const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
    format = new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, ...date, ...clock })
    formats.set(timeZone, format)
  }
  return format
}

function dayInUtc(microseconds: bigint): Day | undefined {
  return addDays('1970-01-01', Number(floorDivide(microseconds, microsecondsPerDay)))
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value % by < 0n ? value / by - 1n : value / by
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
