import { Problem, type Actor, type Engine } from '#engine'
import { latin } from '#text'
import { createAll } from './create-all.ts'
import type { SampleGroup, SampleUsers } from './load-sample-group.ts'
import { sampleParty } from './sample-party.ts'
import type { SampleCustomer } from './sample-diary.ts'
import { dayFrom, instantOf, type SampleClock } from './sample-time.ts'

type Work = Pick<SampleGroup, 'users' | 'categories'> & {
  readonly engine: Engine
  readonly root: Actor
  readonly customers: readonly SampleCustomer[]
  readonly clock: SampleClock
  /** So many partners are there; those in intake have the numbers after. */
  readonly parties: number
}

/** Who takes a step with whom, days ago. */
type Step = {
  readonly who: keyof SampleUsers
  readonly object: 'customer' | 'supplier'
  readonly record: string
  readonly action: string
  readonly input?: Readonly<Record<string, unknown>>
  readonly daysAgo: number
}

/**
 * What is going on in the office of the sample: partners that were frozen, closed and taken up again, a
 * criterion that proposes some, suppliers on their way through intake, forms that are out, and customers that
 * were entered twice. Each step was taken on its day by somebody who has the right to it.
 */
export async function addWork(work: Work): Promise<void> {
  await enterTwice(work)
  await changeStatuses(work)
  await proposeByCriterion(work)
  await takeIn(work)
  await askForData(work)
}

/** Some customers once more, as somebody in a hurry writes them. */
async function enterTwice({ engine, root, users, clock }: Work): Promise<void> {
  const hasty = [
    (name: string) => latin(name).toUpperCase(),
    (name: string) => name.split(' ').toReversed().join(' '),
    (name: string) => `${name.slice(0, 4)}${name.slice(5)}`,
  ]
  const again = Array.from({ length: 12 }, (_, at) => {
    const { name, kind, country, city, phone, taxId, email } = sampleParty(at * 6)
    const known = [{ taxId }, { phone }, { email }][at % 3]
    return { name: hasty[at % 3]?.(name) ?? name, kind, country, city, manager: users.seller, ...known }
  })
  await createAll(engine, root, 'customer', again, atDay(clock, 9, '16:30'))
}

/** Freezes and closes customers over the last half year, and takes some of them up again. */
async function changeStatuses(work: Work): Promise<void> {
  const reasons = await reasonsOf(work)
  const kinds = [
    ['freeze', 'businessRisk', 'Two invoices have not been paid for ninety days.'],
    ['deactivate', 'noLongerActive', null],
    ['freeze', 'ownRequest', 'The yard is being moved; they will call.'],
    ['deactivate', 'trimming', null],
    ['deactivate', 'marketChange', null],
  ] as const
  const settled = work.customers.filter(({ since }) => since < dayFrom(work.clock.today, -200)).slice(0, 35)
  for (const [number, { id: record }] of settled.entries()) {
    const [action, reason, memo] = kinds[number % kinds.length] ?? kinds[0]
    const of = { who: 'manager', object: 'customer', record } as const
    const daysAgo = 175 - number * 5
    await take(work, { ...of, action, input: { reason: reasons.get(reason), memo }, daysAgo })
    if (number % 8 !== 0 || daysAgo < 12) continue
    const input = { reason: reasons.get('settled'), memo: 'Paid in full.' }
    await take(work, { ...of, action: 'reactivate', input, daysAgo: daysAgo - 11 })
  }
}

/** Small customers with whom nobody talks are proposed to be closed. */
async function proposeByCriterion({ engine, root }: Work): Promise<void> {
  await createAll(engine, root, 'criterion', [
    {
      name: 'Occasional buyers nobody has ever talked to',
      object: 'customer',
      where: { importance: 'occasional', lastContact: { set: false }, creditLimit: { set: false } },
      action: 'deactivate',
      input: { reason: 'noLongerActive' },
    },
  ])
  await engine.proposals.evaluate()
}

/** New suppliers at every stage of intake, some of them late. */
async function takeIn(work: Work): Promise<void> {
  const { engine, root, users, categories, clock, parties } = work
  await engine.settings.set(root, 'intake.roles', ['supplier'])
  const memo = 'The bank account is not that of the firm. Whose is it?'
  const way = [
    ['submit', 'clerk', {}],
    ['verify', 'manager', {}],
    ['validate', 'finance', {}],
    ['approve', 'leader', {}],
  ] as const
  for (let number = 0; number < 26; number += 1) {
    const { name, kind, taxId, country, city, email, phone } = sampleParty(parties + 100 + number)
    const began = 2 + ((number * 5) % 13)
    const values = { name, kind, taxId, country, city, email, phone }
    const owned = { manager: users.manager, category: categories[number % categories.length] }
    const [record = ''] = await createAll(
      ...[engine, root, 'supplier', [{ ...values, ...owned }], atDay(clock, began, '10:15')],
    )
    const of = { object: 'supplier', record } as const
    for (const [at, [action, who, input]] of way.slice(0, number % 6).entries())
      await take(work, { ...of, action, who, input, daysAgo: Math.max(0, began - 1 - at) })
    if (number % 6 === 2 && number > 6)
      await take(work, { ...of, action: 'return', who: 'manager', input: { memo }, daysAgo: 0 })
  }
}

/** Asks some partners to fill in their own form. */
async function askForData(work: Work): Promise<void> {
  const note = 'We are renewing our records. Please add the account to which we pay.'
  for (const [number, { id: record }] of work.customers.slice(-4).entries())
    await take(work, {
      ...({ who: 'clerk', object: 'customer', record, action: 'askData' } as const),
      ...{ input: { note }, daysAgo: number },
    })
}

/** Takes a step as who takes it; what there is to confirm has been seen. */
async function take({ engine, users, clock }: Work, step: Step): Promise<void> {
  const { who, object, record, action, input = {}, daysAgo } = step
  const actor = await engine.access.actorFor({ user: users[who], source: 'system', request: 'sample' })
  const at = daysAgo === 0 ? {} : { at: atDay(clock, daysAgo, '14:00') }
  try {
    await engine.records.run(actor, object, record, action, input, at)
  } catch (error) {
    if (!(error instanceof Problem) || !error.details.warnings) throw error
    const confirmed = error.details.warnings.map(({ code }) => code)
    await engine.records.run(actor, object, record, action, input, { ...at, confirmed })
  }
}

/** The reasons that an installation begins with, by their names for programs. */
async function reasonsOf({ engine, root }: Work): Promise<ReadonlyMap<string, string>> {
  const page = await engine.records.list(root, 'statusReason', { fields: ['key'], limit: 100 })
  const { items } = JSON.parse(page) as { items: { id: string; key: string }[] }
  return new Map(items.map(({ id, key }) => [key, id]))
}

function atDay({ today, timeZone }: SampleClock, daysAgo: number, hour: string): string {
  return instantOf(dayFrom(today, -daysAgo), hour, timeZone)
}
