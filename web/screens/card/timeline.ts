import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { dayOfInstant } from '../../format/day.ts'
import type { Day } from '../../format/day.ts'

/** One entry of a record's history, as the API gives it. */
export type HistoryItem = {
  readonly id: string
  readonly change: string
  readonly at: string
  readonly by: { readonly id: string; readonly title: string } | null
  readonly source: string
  readonly action: string
  readonly title: string | null
  readonly reason: string | null
  /** What the log of status changes says of it, to who may read that. */
  readonly memo?: string
  /** How much the undo that it belongs to left as it was; for who may look at that. */
  readonly kept?: number
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

/**
 * What happened, day by day in the order given; what is open is left out, for it is still to come. A deed and
 * what it changed are one thing; `untold` are fields of which the deed tells enough.
 */
export function timelineDays(
  items: readonly Happening[],
  filter: TimelineFilter,
  untold: ReadonlySet<string> = new Set(),
) {
  const days: { day: string; items: Happening[] }[] = []
  for (const item of deedsJoined(items, untold)) {
    if (filter !== 'all' && item.kind !== kinds[filter]) continue
    if (item.kind === 'activity' && isOpen(item.activity)) continue
    const day = dayOfInstant(item.at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

/** The fields of which the deeds that change them tell enough. */
export function untoldOf({ fields }: DescribedObject): ReadonlySet<string> {
  return new Set(fields.flatMap(({ name, settings }) => (settings['untold'] === true ? [name] : [])))
}

function deedsJoined(items: readonly Happening[], untold: ReadonlySet<string>): Happening[] {
  const joined: Happening[] = []
  for (const item of items) {
    if (item.kind !== 'change') {
      joined.push(item)
      continue
    }
    const { change } = item
    const changes = change.changes.filter(({ field }) => !untold.has(field))
    const last = joined.at(-1)
    const isOfLast =
      last?.kind === 'change' &&
      last.change.change === change.change &&
      isDeed(last.change) !== isDeed(change)
    if (isOfLast) {
      const deed = isDeed(last.change) ? last : item
      const all = [...last.change.changes, ...changes]
      joined[joined.length - 1] = { ...deed, change: { ...deed.change, changes: all } }
    } else if (change.action !== 'update' || changes.length > 0 || change.changes.length === 0)
      joined.push({ ...item, change: { ...change, changes } })
  }
  return joined
}

function isDeed({ action }: HistoryItem): boolean {
  return action.startsWith('do:')
}

/** What is still to be done: tasks, and what else has a day or an hour. Notes are told, not done. */
export const openWhere = {
  done: false,
  kind: { not: 'note' },
  any: [{ kind: 'task' }, { due: { set: true } }, { at: { set: true } }],
}

export function isOpen(activity: ApiRecord): boolean {
  const { done, kind } = activity
  return done !== true && kind !== 'note' && (kind === 'task' || plannedAt(activity) !== null)
}

/** When it is planned: at its hour, else on the day it is due; null where it has neither. */
export function plannedAt(activity: ApiRecord): { day: Day; at: string | null } | null {
  const { at, due } = activity
  if (typeof at === 'string') return { day: dayOfInstant(at), at }
  return typeof due === 'string' ? { day: due, at: null } : null
}

/** What is planned, the soonest first; what has no day comes after. */
export function byDue(planned: readonly ApiRecord[]): ApiRecord[] {
  const dueOf = (one: ApiRecord) => plannedAt(one)?.day ?? '9999'
  return planned.toSorted((left, right) => dueOf(left).localeCompare(dueOf(right)))
}
