import { addDays, addMonths, dayOf, daysBetween, daysInMonth, partsOfDay } from '../../day.ts'
import { Exact } from '../exact-number.ts'
import { instantMicroseconds, instantText } from '../exact-instant.ts'
import { valueOf, valuesOf, variableAt } from '../place.ts'
import { Failure, failures, type Value } from '../result.ts'
import { strict, whole, type Implementation } from './given.ts'

/** Months and days given to DATE beyond this are an error. */
export const mostCalendarSteps = 1_000_000

/** Days of the calendar. */
export const days: Readonly<Record<string, Implementation>> = {
  DATE: strict((given) => date(given.number(0), whole(given.number(1)), whole(given.number(2)))),
  YEAR: strict((given) => new Exact(partsOfDay(given.day(0)).year)),
  MONTH: strict((given) => new Exact(partsOfDay(given.day(0)).month)),
  DAY: strict((given) => new Exact(partsOfDay(given.day(0)).day)),
  EDATE: strict((given) => addMonths(given.day(0), whole(given.number(1))) ?? failures.number),
  EOMONTH: strict((given) => {
    const moved = addMonths(`${given.day(0).slice(0, 8)}01`, whole(given.number(1)))
    if (moved === undefined) return failures.number
    const { year, month } = partsOfDay(moved)
    return dayOf(year, month, daysInMonth(year, month)) ?? failures.number
  }),
  WEEKDAY: strict((given) => weekday(given.day(0), whole(given.number(1, 1)))),
  NETWORKDAYS: (call, place) => {
    const [from, until, holidays] = call.args.map((one) =>
      one.is === 'each' ? valuesOf(one, place) : [valueOf(one, place)],
    )
    const all: readonly Value[] = [...(from ?? []), ...(until ?? []), ...(holidays ?? [])]
    const failure = all.find((one) => one instanceof Failure)
    if (failure) return failure
    const [first, last] = [from?.[0], until?.[0]]
    if (typeof first !== 'string' || typeof last !== 'string') return null
    const free = new Set((holidays ?? []).filter((one) => typeof one === 'string'))
    return new Exact(first <= last ? workdays(first, last, free) : -workdays(last, first, free))
  },
  TODAY: (_, place) => {
    const today = variableAt('$today', place)
    return typeof today === 'string' ? today : null
  },
  NOW: (_, place) => instantText(instantMicroseconds(place.surroundings.now) ?? 0n),
}

/** As in Excel, years below 1900 count from 1900, and months and days run over. */
function date(year: Exact, month: number, day: number): Value {
  const given = whole(year)
  if (given < 0 || given > 9999) return failures.number
  if (Math.abs(month) > mostCalendarSteps || Math.abs(day) > mostCalendarSteps) return failures.number
  const start = dayOf(given < 1900 ? given + 1900 : given, 1, 1)
  const first = start && addMonths(start, month - 1)
  return (first && addDays(first, day - 1)) ?? failures.number
}

/** 0 for Monday to 6 for Sunday. */
function fromMonday(day: string): number {
  const days = daysBetween('2024-01-01', day) % 7
  return days < 0 ? days + 7 : days
}

/** As in Excel: 1 counts from Sunday, 2 from Monday, 3 from Monday as 0, 11 to 17 from Monday to Sunday. */
function weekday(day: string, kind: number): Value {
  const from = fromMonday(day)
  if (kind === 1) return new Exact(((from + 1) % 7) + 1)
  if (kind === 2) return new Exact(from + 1)
  if (kind === 3) return new Exact(from)
  if (kind < 11 || kind > 17) return failures.number
  return new Exact(((from - (kind - 11) + 7) % 7) + 1)
}

/** Days from Monday to Friday, both ends included, holidays aside. */
function workdays(from: string, until: string, holidays: ReadonlySet<string>): number {
  const length = daysBetween(from, until) + 1
  let count = Math.floor(length / 7) * 5
  for (let at = 0, day = fromMonday(from); at < length % 7; at++, day++) if (day % 7 < 5) count += 1
  for (const holiday of holidays)
    if (from <= holiday && holiday <= until && fromMonday(holiday) < 5) count -= 1
  return count
}
