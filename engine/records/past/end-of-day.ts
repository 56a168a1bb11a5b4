import { addDays, dayAt, type Day } from '#model'

const dayMilliseconds = 86_400_000
/** Years of five digits are written otherwise. */
const endOfTime = Date.parse('9999-12-31T23:59:59.999Z')

/** The last millisecond of a day in a time zone, as RFC 3339 in UTC. */
export function endOfDay(day: Day, timeZone: string): string {
  const next = addDays(day, 1) ?? day
  // No zone lies further than a day from UTC; whole minutes are looked through by halves.
  let low = Date.parse(`${next}T00:00:00Z`) - dayMilliseconds
  let high = low + 2 * dayMilliseconds
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (dayAt(middle, timeZone) > day) high = middle
    else low = middle
  }
  return new Date(Math.min(low, endOfTime)).toISOString()
}
