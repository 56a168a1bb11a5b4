import type { Day } from './declaration.ts'

const form = /^(\d{4})-(\d{2})-(\d{2})$/
const millisecondsPerDay = 86_400_000

/** Whether the text is a day of the calendar, written 2026-03-31, from 0001-01-01 to 9999-12-31. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || text.length !== 10) return false
  const match = form.exec(text)
  return match !== null && dayOf(Number(match[1]), Number(match[2]), Number(match[3])) !== undefined
}

/** The day of these numbers, or undefined where the calendar has none (2026-02-30). */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

export function partsOfDay(day: Day): {
  readonly year: number
  readonly month: number
  readonly day: number
} {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** So many days later, or earlier where negative. Undefined past the ends of the calendar. */
export function addDays(day: Day, days: number): Day | undefined {
  return dayOfNumber(numberOfDay(day) + days)
}

/** So many months later on the same day of the month, else on the month's last day. */
export function addMonths(day: Day, months: number): Day | undefined {
  const parts = partsOfDay(day)
  const month = parts.year * 12 + parts.month - 1 + months
  const year = Math.floor(month / 12)
  return dayOf(year, (month % 12) + 1, Math.min(parts.day, daysInMonth(year, (month % 12) + 1)))
}

/** How many days the right one is after the left. */
export function daysBetween(left: Day, right: Day): number {
  return numberOfDay(right) - numberOfDay(left)
}

/** The day of an instant (milliseconds since 1970) in a time zone. */
export function dayAt(milliseconds: number, timeZone: string): Day {
  const minute = Math.floor(milliseconds / 60_000)
  const last = lastDays.get(timeZone)
  if (last?.minute === minute) return last.day
  const format = last?.format ?? dayFormat(timeZone)
  const parts = format.formatToParts(milliseconds)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const day = dayOf(part('year'), part('month'), part('day'))
  if (day === undefined) throw new Error(`The instant ${milliseconds} lies outside the calendar.`)
  lastDays.set(timeZone, { format, minute: minute > wholeMinutes ? minute : undefined, day })
  return day
}

// Every request asks what day it is, and the calendar of a zone is dear to make.
const lastDays = new Map<string, { format: Intl.DateTimeFormat; minute: number | undefined; day: Day }>()

/** Since 1973 every zone stands whole minutes off, so no day begins within a minute. */
const wholeMinutes = 3 * 365.25 * 24 * 60

/** Whether a name is that of a time zone, such as Europe/Riga. Of mere hours databases turn the sign. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/i.test(name)) return false
  if (lastDays.has(name)) return true
  try {
    dayFormat(name)
    return true
  } catch {
    // What the runtime does not know is no time zone.
    return false
  }
}

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

function numberOfDay(day: Day): number {
  const parts = partsOfDay(day)
  const at = new Date(0)
  // Date.UTC takes years below 100 as of the twentieth century; setUTCFullYear does not.
  at.setUTCFullYear(parts.year, parts.month - 1, parts.day)
  return at.getTime() / millisecondsPerDay
}

function dayOfNumber(number: number): Day | undefined {
  const at = new Date(number * millisecondsPerDay)
  return Number.isNaN(at.getTime())
    ? undefined
    : dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate())
}

function pad(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
