import type { ApiRecord } from '../../api/model.ts'
import type { Day } from '../../format/day.ts'
import { plannedAt } from '../card/timeline.ts'

export interface Planned {
  readonly record: ApiRecord
  /** The hour, where it has one. */
  readonly at: string | null
}

/**
 * Activities by the day for which they are planned, from today on; within a day those with an hour first.
 * What is done is shown only today, and what was planned before today is late and stands elsewhere.
 */
export function planOf(records: readonly ApiRecord[], today: Day): { day: Day; items: Planned[] }[] {
  const days = new Map<Day, Planned[]>()
  for (const record of records) {
    const planned = plannedAt(record)
    if (!planned || planned.day < today || (record['done'] === true && planned.day !== today)) continue
    const items = days.get(planned.day) ?? []
    days.set(planned.day, [...items, { record, at: planned.at }])
  }
  return [...days]
    .map(([day, items]) => ({ day, items: items.toSorted(byHour) }))
    .toSorted((one, other) => one.day.localeCompare(other.day))
}

function byHour(one: Planned, other: Planned): number {
  return (one.at ?? '9').localeCompare(other.at ?? '9')
}
