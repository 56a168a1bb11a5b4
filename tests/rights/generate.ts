import type { Random } from '../../testing/sample/random.ts'
import { askedFields } from './let-ask.ts'
import type { Grant, Item, Where } from './shapes.ts'

/** What conditions may ask for, so that they hold for some records and not for others. */
export type Known = {
  readonly items: (base: string) => readonly Item[]
  readonly people: readonly string[]
  readonly companies: readonly string[]
}

type Maker = (random: Random, known: Known) => Where

const byField =
  (name: string, values: readonly string[]): Maker =>
  (random) =>
    random.pick<Where>([
      { [name]: random.pick(values) },
      { [name]: { in: values.filter(() => random.chance(0.6)) } },
      { [name]: { not: random.pick(values) } },
      { [name]: { set: random.chance(0.5) } },
    ])

const byNumber =
  (name: string, most: number): Maker =>
  (random) => ({
    [name]: { [random.pick(['above', 'atLeast', 'below', 'atMost'])]: String(random.whole(most)) },
  })

const byPerson =
  (name: string): Maker =>
  (random, { people }) =>
    random.pick<Where>([
      { [name]: '$me' },
      { [name]: '$me' },
      { [name]: { in: '$myReports' } },
      { [name]: { in: '$myTeam' } },
      { [name]: random.pick(people) },
      { not: { [name]: '$me' } },
      { [name]: { set: false } },
    ])

const byPost: Maker = (random) =>
  random.pick<Where>([{ x_post: { in: '$myPosts' } }, { not: { x_post: { in: '$myPosts' } } }])

const byDay =
  (name: string): Maker =>
  (random) =>
    random.pick<Where>([
      { [name]: { below: '$today' } },
      { [name]: { atLeast: '$today' } },
      { [name]: { set: true } },
    ])

const byCategory: Maker = (random, { items }) =>
  random.pick<Where>([
    { 'category.name': { startsWith: random.pick(['cat0', 'cat1', 'cat']) } },
    { category: { under: random.pick(items('category')).id } },
    { category: random.pick(items('category')).id },
  ])

const byCompany: Maker = (random, { companies }) =>
  random.pick<Where>([
    { companies: { in: '$myCompanies' } },
    { companies: { contains: random.pick(companies) } },
    { companies: { set: random.chance(0.5) } },
  ])

const byParent =
  (inner: string): Maker =>
  (random) =>
    random.pick<Where>([
      { 'parent.city': random.pick(cities) },
      { parent: { set: random.chance(0.5) } },
      { [`parent.${inner}.manager`]: '$me' },
    ])

const byEmails: Maker = (random) => ({
  emails: { [random.pick(['some', 'none', 'every'])]: { purpose: random.pick(['general', 'invoices']) } },
})

const byActivities: Maker = (random) => ({
  activities: { [random.pick(['some', 'none'])]: random.pick<Where>([{ owner: '$me' }, { kind: 'call' }]) },
})

const oneself: Maker = () => ({ id: '$myParty' })
const made: Maker = () => ({ createdBy: '$me' })
const gone: Maker = () => ({ x_gone: true })

/** Whether a condition asks for a field that is not there. */
export function namesGone(rows: unknown): boolean {
  return (JSON.stringify(rows ?? null) ?? '').includes('x_gone')
}

export const cities = ['Riga', 'Cesis', 'Ogre']
const partner = [
  byField('city', cities),
  byField('country', ['LV', 'GE']),
  byCompany,
  byEmails,
  oneself,
  made,
]
const trading = [
  ...partner,
  byNumber('creditLimit', 9_000),
  byNumber('paymentDays', 60),
  byPerson('manager'),
  byPerson('manager'),
  byCategory,
  byActivities,
  gone,
]

const makers: Readonly<Record<string, readonly Maker[]>> = {
  party: [...partner, byParent('customer'), (random, known) => inRole('customer', random, known)],
  customer: [...trading, byNumber('x_rating', 10), byNumber('x_room', 18_000)],
  supplier: trading,
  category: [byField('name', ['cat00', 'cat10']), byField('parent.name', ['cat00'])],
  activity: [
    byPerson('owner'),
    byField('kind', ['note', 'call']),
    byDay('due'),
    byField('party.city', cities),
    byPerson('party.customer.manager'),
    () => ({ party: '$myParty' }),
  ],
  partyFile: [byField('party.city', cities), byDay('expires'), () => ({ party: '$myParty' })],
  statusChange: [
    byField('role', ['customer', 'supplier']),
    byField('state', ['planned', 'cancelled']),
    byField('party.city', cities),
    byPerson('party.customer.manager'),
    made,
  ],
  dataRequest: [
    byField('role', ['customer', 'supplier']),
    byField('state', ['open', 'revoked']),
    byField('fields', askedFields),
    byPerson('party.supplier.manager'),
    () => ({ party: '$myParty' }),
  ],
  x_project: [
    byPerson('x_lead'),
    byPost,
    byPost,
    byNumber('x_budget', 9_000),
    byDay('x_due'),
    byField('x_customer.city', cities),
    byPerson('x_customer.manager'),
    (random) => ({ x_step: { [random.pick(['some', 'none'])]: { x_stage: random.pick(['one', 'two']) } } }),
  ],
  user: [
    () => ({ id: '$me' }),
    (random, { people }) => ({ id: { in: people.filter(() => random.chance(0.5)) } }),
  ],
  post: [() => ({ id: { in: '$myPosts' } }), byField('superior.name', ['post000z', 'post001z'])],
  company: [() => ({ id: { in: '$myCompanies' } })],
}

function inRole(role: string, random: Random, known: Known): Where {
  return ofRole(role, random.pick(trading.slice(6, 10))(random, known))
}

function ofRole(role: string, where: Where): Where {
  const [key, value] = Object.entries(where)[0] ?? ['id', null]
  return key === 'not' ? { not: ofRole(role, value as Where) } : { [`${role}.${key}`]: value }
}

/** A condition on the records of a face: one field's, or some together. */
export function condition(face: string, random: Random, known: Known): Where {
  const one = (): Where => random.pick(makers[face] ?? [made])(random, known)
  const kind = random.whole(10)
  if (kind < 7) return one()
  if (kind === 7) return { any: [one(), one()] }
  if (kind === 8) return { all: [one(), one()] }
  return { not: one() }
}

const actionSets: readonly (readonly string[])[] = [
  ['read'],
  ['read'],
  ['read', 'export', 'print'],
  ['read', 'change'],
  ['read', 'create'],
  ['read', 'change', 'export', 'import', 'create', 'delete'],
  ['export'],
  ['change', 'read', 'delete', 'complete', 'freeze', 'cancel', 'revoke', 'askData'],
  ['create', 'import', 'read'],
]

/** What a post (or a group, or a grant of one's own) gives: some wholly, some by condition, some not. */
export function grantsOf(
  fields: ReadonlyMap<string, readonly string[]>,
  random: Random,
  known: Known,
  chance: number,
): Grant[] {
  return [...fields].flatMap(([object, names]) => {
    if (!random.chance(chance)) return []
    return Array.from({ length: 1 + random.whole(2) }, (): Grant => {
      const some = (share: number): string[] => names.filter(() => random.chance(share))
      return {
        object,
        actions: random.pick(actionSets),
        rows: random.chance(0.3) ? null : condition(object, random, known),
        see: random.chance(0.25) ? ['all'] : some(0.55),
        change: random.chance(0.2) ? ['all'] : some(0.4),
      }
    })
  })
}
