import { addDays, weekdayOf } from '../../format/day.ts'
import type { Day } from '../../format/day.ts'

/** The Mondays of the last weeks, this one last. */
export function lastWeeks(today: Day, count: number): Day[] {
  const monday = addDays(today, 1 - weekdayOf(today))
  return Array.from({ length: count }, (_, at) => addDays(monday, 7 * (at + 1 - count)))
}

/** Where the scale of a chart ends: an even number that is easily read, not below the largest. */
export function gridTop(largest: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [2, 4, 6, 10]) if (step * power >= largest) return step * power
}
