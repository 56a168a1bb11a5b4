import { seeded, type Random } from './random.ts'

/** A customer of the sample, and the user who looks after it. */
export type SampleCustomer = { readonly id: string; readonly manager: string }

/** The day on which the sample is loaded, around which its diary is laid, and where its hours are. */
export type DiaryClock = { readonly today: string; readonly timeZone: string }

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

/** The talks of the last two months, the oldest first, and what each user has planned for the next weeks. */
export function sampleDiary(
  customers: readonly SampleCustomer[],
  users: readonly string[],
  clock: DiaryClock,
) {
  const random = seeded(customers.length + 3)
  const past = customers
    .filter(() => random.chance(0.2))
    .map(({ id, manager }) => ({ party: id, owner: manager, ...pastTalk(random, clock) }))
    .toSorted((one, other) => one.at.localeCompare(other.at))
  const planned = users.flatMap((owner) => {
    const own = customers.filter(({ manager }) => manager === owner)
    const among = own.length > 0 ? own : customers
    if (among.length === 0) return []
    return Array.from({ length: Math.min(plannedByEach, among.length) }, (_, at) => {
      return { party: random.pick(among).id, owner, ...plannedActivity(random, at, clock) }
    })
  })
  return [...past, ...planned]
}

/** A talk of the past two months, as it was written down. */
function pastTalk(random: Random, { today, timeZone }: DiaryClock) {
  const kind = random.pick(['call', 'visit', 'note', 'email'] as const)
  const day = dayFrom(today, -(1 + random.whole(60)))
  return { kind, subject: random.pick(talks[kind]), at: instantOf(day, hourOf(random), timeZone), done: true }
}

/** What is to be done: some of it late, more of it today and in the days after, a little without a day. */
function plannedActivity(random: Random, at: number, { today, timeZone }: DiaryClock) {
  const days = [-2, 0, 0, 1, 0, 3, -1, 0, 2, 5, 12, 0, 4, null, 26]
  const ahead = days[at % days.length] ?? null
  const kind = random.pick(['call', 'visit', 'task', 'email'] as const)
  const planned = { kind, subject: random.pick(plans[kind]) }
  if (ahead === null) return { ...planned, kind: 'task' as const, subject: random.pick(plans.task) }
  const day = dayFrom(today, ahead)
  const isByHour = kind === 'call' || kind === 'visit'
  return isByHour ? { ...planned, at: instantOf(day, hourOf(random), timeZone) } : { ...planned, due: day }
}

function hourOf(random: Random): string {
  return `${String(9 + random.whole(8)).padStart(2, '0')}:${random.pick(['00', '15', '30', '30', '45'])}`
}

export function dayFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The instant of an hour in a time zone: the same hour in UTC, less what the zone is ahead of it. */
function instantOf(day: string, hour: string, timeZone: string): string {
  const asUtc = new Date(`${day}T${hour}:00Z`)
  const there = new Date(`${asUtc.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
  return new Date(2 * asUtc.getTime() - there.getTime()).toISOString()
}
