/** A calendar day as 'YYYY-MM-DD'. It is not an instant: no time zone moves it. */
export type Day = string

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

export function isDay(text: string): text is Day {
  const parts = SHAPE.exec(text)
  return parts !== null && dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null
}

/** The day with this year, month (1–12) and date, or null where the calendar has none. */
export function dayOf(year: number, month: number, date: number): Day | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month))
    return null
  const pad = (value: number, length: number) => String(value).padStart(length, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
}

export function partsOf(day: Day): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) }
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate()
}

export function addDays(day: Day, days: number): Day {
  return fromUtc(toUtc(day) + days * 86_400_000)
}

/** The same date so many months on, or the last day of a shorter month. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day)
  const count = year * 12 + (month - 1) + months
  const toYear = Math.floor(count / 12)
  const toMonth = (count % 12) + 1
  return dayOf(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth))) ?? day
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return new Date(toUtc(day)).getUTCDay() || 7
}

export function daysBetween(from: Day, until: Day): number {
  return Math.round((toUtc(until) - toUtc(from)) / 86_400_000)
}

/** The day an instant falls on, in the given time zone or the reader's own. */
export function dayOfInstant(instant: string | number | Date, timeZone?: string): Day {
  const parts = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone ? { timeZone } : {}),
  }).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

export function today(timeZone?: string): Day {
  return dayOfInstant(Date.now(), timeZone)
}

/** A day means its end, by the reader's own clock. */
export function endOfDay(day: Day): string {
  return new Date(`${day}T23:59:59.999`).toISOString()
}

/**
 * What an address says for an instant, as RFC 3339: a day means its end, a time without a zone is of the
 * reader’s own clock, and the plus of a zone arrives as a blank. Null where it is none.
 */
export function readInstant(text: string): string | null {
  const [, day = '', time = '', zone] = instantShape.exec(text) ?? []
  if (!isDay(day)) return null
  if (time === '') return endOfDay(day)
  const told = `${day}${time}${zone?.replace(' ', '+') ?? ''}`
  if (Number.isNaN(Date.parse(told))) return null
  return zone === undefined ? new Date(told).toISOString() : told
}

const instantShape = /^(\d{4}-\d{2}-\d{2})(?:(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+ -]\d{2}:\d{2})?)?$/

/** Whether an address asks for a time that is none. */
export function isNoInstant(text: string | undefined): boolean {
  return text !== undefined && readInstant(text) === null
}

/** Six weeks that hold a month, Monday first, as a calendar draws them. */
export function monthGrid(day: Day): Day[] {
  const first = `${day.slice(0, 8)}01`
  const start = addDays(first, 1 - weekdayOf(first))
  return Array.from({ length: 42 }, (_, index) => addDays(start, index))
}

function toUtc(day: Day): number {
  const { year, month, date } = partsOf(day)
  const instant = new Date(Date.UTC(2000, month - 1, date))
  instant.setUTCFullYear(year, month - 1, date)
  return instant.getTime()
}

function fromUtc(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10)
}
