import type { ApiRecord } from '../../api/model.ts'
import { dayOfInstant } from '../../format/day.ts'

/** One entry of a record's history, as the API gives it. */
export type HistoryItem = {
  readonly id: string
  readonly change: string
  readonly at: string
  readonly by: { readonly id: string; readonly title: string } | null
  readonly source: string
  readonly action: string
  readonly reason: string | null
  readonly changes: readonly {
    readonly field: string
    readonly label: string
    readonly before: unknown
    readonly after: unknown
  }[]
}

/** One entry of a partner's timeline, as the API gives it. */
export type Happening =
  | { readonly kind: 'activity'; readonly id: string; readonly at: string; readonly activity: ApiRecord }
  | { readonly kind: 'paper'; readonly id: string; readonly at: string; readonly paper: ApiRecord }
  | { readonly kind: 'change'; readonly id: string; readonly at: string; readonly change: HistoryItem }

export type TimelineFilter = 'all' | 'talks' | 'changes' | 'papers'

const kinds: Readonly<Record<Exclude<TimelineFilter, 'all'>, Happening['kind']>> = {
  talks: 'activity',
  changes: 'change',
  papers: 'paper',
}

/** What happened, day by day in the order given; open tasks are left out, for they are still to come. */
export function timelineDays(items: readonly Happening[], filter: TimelineFilter) {
  const days: { day: string; items: Happening[] }[] = []
  for (const item of items) {
    if (filter !== 'all' && item.kind !== kinds[filter]) continue
    if (item.kind === 'activity' && isOpenTask(item.activity)) continue
    const day = dayOfInstant(item.at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

export function isOpenTask(activity: ApiRecord): boolean {
  return activity['kind'] === 'task' && activity['done'] !== true
}

/** Open tasks, the soonest first; one without a day comes after those with one. */
export function byDue(tasks: readonly ApiRecord[]): ApiRecord[] {
  const dueOf = (task: ApiRecord) => (typeof task['due'] === 'string' ? task['due'] : '9999')
  return tasks.toSorted((left, right) => dueOf(left).localeCompare(dueOf(right)))
}
