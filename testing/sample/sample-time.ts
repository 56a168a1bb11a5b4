import { seeded, type Random } from './random.ts'

/** The day on which the sample is loaded, around which it is laid, and where its hours are. */
export type SampleClock = { readonly today: string; readonly timeZone: string }

/** Partners that came on one day: the numbers `from` up to `until`, written down at an instant, or now. */
export type Arrival = {
  readonly from: number
  readonly until: number
  readonly day: string
  readonly at: string | undefined
}

/** So long ago the sample group began. */
const beganDaysAgo = 700
/** So many days on which partners came; fewer where there are few partners. */
const mostArrivals = 72
const fewestEach = 8

/**
 * When the partners came: some on each of many working days of the last two years, more of them lately, the
 * last ones today. Their numbers follow the days.
 */
export function sampleArrivals(parties: number, clock: SampleClock): Arrival[] {
  const random = seeded(parties + 11)
  const count = Math.max(1, Math.min(mostArrivals, Math.ceil(parties / fewestEach)))
  const days = Array.from({ length: count }, (_, at) => workingDay(random, at / count, clock)).toSorted()
  const sizes = days.map(() => 2 + random.whole(5))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let [from, before] = [0, 0]
  return days.map((day, at) => {
    before += sizes[at] ?? 0
    const until = at === count - 1 ? parties : Math.round((parties * before) / all)
    const isToday = at === count - 1
    const on = isToday ? clock.today : day
    const arrival = {
      from,
      until,
      day: on,
      at: isToday ? undefined : instantOf(on, hourOf(random), clock.timeZone),
    }
    from = until
    return arrival
  })
}

/** When the group itself, its companies and its categories were set up: before the first of its partners. */
export function sampleBeginning({ today, timeZone }: SampleClock): string {
  return instantOf(dayFrom(today, -beganDaysAgo - 7), '09:00', timeZone)
}

/** The later in the course of the sample, the closer to today and to the day before it. */
function workingDay(random: Random, share: number, { today }: SampleClock): string {
  const ago = 1 + Math.round(beganDaysAgo * (1 - share) ** 2.2) + random.whole(3)
  const day = dayFrom(today, -Math.min(ago, beganDaysAgo))
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6 ? dayFrom(day, weekday === 0 ? -2 : -1) : day
}

/** An hour of the office. */
export function hourOf(random: Random): string {
  return `${String(9 + random.whole(8)).padStart(2, '0')}:${random.pick(['00', '15', '30', '30', '45'])}`
}

export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The instant of an hour in a time zone: the same hour in UTC, less what the zone is ahead of it. */
export function instantOf(day: string, hour: string, timeZone: string): string {
  const asUtc = new Date(`${day}T${hour}:00Z`)
  const there = new Date(`${asUtc.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
  return new Date(2 * asUtc.getTime() - there.getTime()).toISOString()
}
