import { seeded, type Random } from './random.ts'
import { dayFrom, hourOf, instantOf, type SampleClock } from './sample-time.ts'

/** A customer of the sample, the user who looks after it, and the day on which it came. */
export type SampleCustomer = { readonly id: string; readonly manager: string; readonly since: string }

type Kind = 'call' | 'visit' | 'task' | 'note' | 'email'

const talks: Readonly<Record<Exclude<Kind, 'task'>, readonly string[]>> = {
  call: [
    'Asked for the price of two excavators',
    'Wants delivery before Easter',
    'Confirmed the transfer of the second instalment',
    'Complained about the late invoice',
  ],
  visit: ['Visit on site', 'Saw the new yard', 'Handed over the loader'],
  note: [
    'Pays by the 10th',
    'Orders only through the purchasing department',
    'Prefers to be called before noon',
  ],
  email: ['Offer sent', 'Terms for the year sent', 'Answered about spare parts'],
}

const plans: Readonly<Record<'call' | 'visit' | 'task' | 'email', readonly string[]>> = {
  call: ['Call about the spring delivery', 'Call back about the overdue invoice', 'Ask how the trial went'],
  visit: ['Visit the yard with the service chief', 'Walk through the site', 'Sign the frame contract'],
  task: ['Send the new price list', 'Ask for the tax certificate', 'Check the credit limit'],
  email: ['Send the new terms, 45 days', 'Send the minutes of the visit'],
}

/** So many things are planned by each user; fewer where there are few partners. */
const plannedByEach = 15

/** What was said and done, day by day as it was written down, the oldest day first. */
export function sampleTalks(customers: readonly SampleCustomer[], clock: SampleClock) {
  const random = seeded(customers.length + 3)
  const talks = customers.flatMap((customer) => {
    const count = random.pick([0, 0, 1, 1, 2])
    return Array.from({ length: count }, () => pastTalk(random, customer, clock)).flatMap(
      (talk) => talk ?? [],
    )
  })
  const days = Map.groupBy(talks, ({ day }) => day)
  return [...days.keys()].toSorted().map((day) => ({
    at: instantOf(day, '18:00', clock.timeZone),
    talks: (days.get(day) ?? []).map(({ talk }) => talk),
  }))
}

/** What each user has planned for the next weeks. */
export function samplePlans(
  customers: readonly SampleCustomer[],
  users: readonly string[],
  clock: SampleClock,
) {
  const random = seeded(customers.length + 5)
  return users.flatMap((owner) => {
    const own = customers.filter(({ manager }) => manager === owner)
    const among = own.length > 0 ? own : customers
    if (among.length === 0) return []
    return Array.from({ length: Math.min(plannedByEach, among.length) }, (_, at) => {
      return { party: random.pick(among).id, owner, ...plannedActivity(random, at, clock) }
    })
  })
}

/** A talk of the past months, more often of the last weeks; none with a customer who was not there yet. */
function pastTalk(random: Random, { id, manager, since }: SampleCustomer, { today, timeZone }: SampleClock) {
  const kind = random.pick(['call', 'visit', 'note', 'email'] as const)
  const day = dayFrom(today, -(1 + Math.round((random.whole(1_000) / 1_000) ** 2 * 180)))
  const subject = random.pick(talks[kind])
  const at = instantOf(day, hourOf(random), timeZone)
  return day < since ? null : { day, talk: { party: id, owner: manager, kind, subject, at, done: true } }
}

/** What is to be done: some of it late, more of it today and in the days after, a little without a day. */
function plannedActivity(random: Random, at: number, { today, timeZone }: SampleClock) {
  const days = [-2, 0, 0, 1, 0, 3, -1, 0, 2, 5, 12, 0, 4, null, 26]
  const ahead = days[at % days.length] ?? null
  const kind = random.pick(['call', 'visit', 'task', 'email'] as const)
  const planned = { kind, subject: random.pick(plans[kind]) }
  if (ahead === null) return { ...planned, kind: 'task' as const, subject: random.pick(plans.task) }
  const day = dayFrom(today, ahead)
  const isByHour = kind === 'call' || kind === 'visit'
  return isByHour ? { ...planned, at: instantOf(day, hourOf(random), timeZone) } : { ...planned, due: day }
}
