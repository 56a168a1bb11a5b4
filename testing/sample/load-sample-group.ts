import type { Actor, Engine } from '#engine'
import { samplePlans, sampleTalks, type SampleCustomer } from './sample-diary.ts'
import { addPapers } from './sample-papers.ts'
import { addWork } from './sample-work.ts'
import { sampleContact, sampleParty, sampleTags } from './sample-party.ts'
import { createAll } from './create-all.ts'
import { seeded, type Random } from './random.ts'
import { sampleArrivals, sampleBeginning, type Arrival } from './sample-time.ts'

export type SampleUsers = Readonly<
  Record<
    'administrator' | 'leader' | 'manager' | 'clerk' | 'seller' | 'seller2' | 'finance' | 'collector',
    string
  >
>
export type SampleGroup = {
  readonly users: SampleUsers
  readonly companies: readonly string[]
  readonly categories: readonly string[]
}

/** All users of the sample sign in with it; it is printed when the sample is loaded. */
export const samplePassword = 'kontor-demo-2026'

const people = [
  ['administrator', 'Kārlis Ozols', 'karlis', null],
  ['leader', 'Nino Beridze', 'nino', null],
  ['manager', 'Ilze Kalniņa', 'ilze', 'leader'],
  ['clerk', 'Jānis Ozoliņš', 'janis', 'manager'],
  ['seller', 'Oleg Markov', 'oleg', 'manager'],
  ['seller2', '王建国', 'wang', 'manager'],
  ['finance', 'Marta Liepa', 'marta', 'leader'],
  ['collector', 'გიორგი კაპანაძე', 'giorgi', 'finance'],
] as const

const tagHues = ['blue', 'green', 'orange', 'pink', 'violet', 'teal', 'yellow', 'grey'] as const

const categoryTree: readonly (readonly [string, readonly string[]])[] = [
  ['Key account', []],
  ['Contractor', ['Road builder', 'House builder', 'Earthworks']],
  ['Dealer', []],
  ['Rental firm', []],
  ['Farm', []],
  ['Retail buyer', []],
]

/**
 * A believable trading group: three companies, a user for each post, categories, tags, and as many partners
 * in several scripts as asked for, who came over the last two years, with contacts, links, talks of the last
 * months, what is planned for the next weeks, and papers and the work of the office if asked for. Always the
 * same, laid around the present day, and written in the order of its days.
 */
export async function loadSampleGroup(
  engine: Engine,
  {
    parties,
    papers = false,
    work = false,
    say = () => {},
  }: { parties: number; papers?: boolean; work?: boolean; say?: (sentence: string) => void },
): Promise<SampleGroup> {
  const root = await engine.access.systemActor('sample')
  const timeZone = 'Europe/Riga'
  const clock = { today: new Date().toLocaleDateString('sv-SE', { timeZone }), timeZone }
  const began = sampleBeginning(clock)
  const companies = await createAll(
    engine,
    root,
    'company',
    [
      { name: 'Daugava Equipment SIA', currency: 'EUR', timeZone: 'Europe/Riga', language: 'lv' },
      { name: 'დაუგავა ჯორჯია შპს', currency: 'GEL', timeZone: 'Asia/Tbilisi', language: 'ka' },
      { name: '道加瓦机械(上海)有限公司', currency: 'CNY', timeZone: 'Asia/Shanghai', language: 'zh' },
    ],
    began,
  )
  await engine.settings.set(root, 'group.name', 'Daugava Group')
  // Users come now: rights that nobody has used for two years would all be up for review.
  const users = await createUsers(engine, root)
  await createAll(
    engine,
    root,
    'tag',
    sampleTags.map((name, at) => ({ name, hue: tagHues[at % tagHues.length] })),
    began,
  )
  const categories = await createCategories(engine, root, began)
  say(`Adding ${parties} sample partners …`)
  const customers: SampleCustomer[] = []
  const random = seeded(1)
  for (const arrival of sampleArrivals(parties, clock))
    customers.push(...(await addPartners(engine, root, random, { arrival, companies, categories, users })))
  for (const { at, talks } of sampleTalks(customers, clock))
    await createAll(engine, root, 'activity', talks, at)
  await createAll(engine, root, 'activity', samplePlans(customers, Object.values(users), clock))
  if (papers) await addPapers(engine, root, customers, clock)
  if (work) await addWork({ engine, root, customers, users, categories, clock, parties })
  return { users, companies, categories }
}

/** Who they are in an office that has the sample group. */
export async function sampleUsers(engine: Engine): Promise<SampleUsers> {
  const users: Record<string, string> = {}
  for (const [key, , mailbox] of people)
    users[key] = (await engine.accounts.userByEmail(`${mailbox}@daugava.example`)) ?? ''
  return users as SampleUsers
}

async function createUsers(engine: Engine, root: Actor): Promise<SampleUsers> {
  const { items } = JSON.parse(await engine.records.list(root, 'post', { fields: ['key'], limit: 100 })) as {
    items: { id: string; key: string }[]
  }
  const posts = new Map(items.map((post) => [post.key, post.id]))
  const users: Record<string, string> = {}
  for (const [key, name, mailbox, superior] of people) {
    const post = posts.get(key.replace(/\d$/, ''))
    const { id } = await engine.records.create(root, 'user', {
      name,
      email: `${mailbox}@daugava.example`,
      ...(superior ? { superior: users[superior] } : {}),
      posts: [{ post }],
    })
    await engine.accounts.setPassword({ user: id, password: samplePassword, source: 'cli' })
    users[key] = id
  }
  return users as SampleUsers
}

async function createCategories(engine: Engine, root: Actor, at: string): Promise<string[]> {
  const all: string[] = []
  for (const [name, children] of categoryTree) {
    const [parent] = await createAll(engine, root, 'category', [{ name }], at)
    if (parent) all.push(parent)
    all.push(
      ...(await createAll(
        engine,
        root,
        'category',
        children.map((child) => ({ name: child, parent })),
        at,
      )),
    )
  }
  return all
}

type Share = {
  readonly arrival: Arrival
  readonly companies: readonly string[]
  readonly categories: readonly string[]
  readonly users: SampleUsers
}

/** Adds the partners of a day; gives the customers among them, with who looks after each. */
async function addPartners(
  engine: Engine,
  root: Actor,
  random: Random,
  share: Share,
): Promise<SampleCustomer[]> {
  const { from, until, day, at: written } = share.arrival
  const managers = [share.users.manager, share.users.seller, share.users.seller2, share.users.clerk]
  const partners = Array.from({ length: until - from }, (_, at) => {
    const party = sampleParty(from + at)
    const { street, postalCode, country, city, currency, creditLimit, importance, paymentDays, ...rest } =
      party
    return {
      ...rest,
      addresses: [{ street, postalCode, country, city, main: true }],
      companies: [random.pick(share.companies)],
      category: random.pick(share.categories),
      manager: random.pick(managers),
      importance,
      paymentDays,
      ...(creditLimit ? { creditLimit, creditCurrency: currency } : {}),
    }
  })
  const customers = partners.filter((_, at) => (from + at) % 6 !== 5)
  const suppliers = partners.filter((_, at) => (from + at) % 6 === 5)
  const ids = await createAll(engine, root, 'customer', customers, written)
  await createAll(engine, root, 'supplier', suppliers, written)
  const contacts = ids.flatMap((customer, at) => {
    if (at % 3 !== 0) return []
    const { position, ...person } = sampleContact(from + at, customers[at]?.addresses[0]?.country ?? 'LV')
    return [
      {
        customer,
        position,
        values: { ...person, kind: 'person', position, manager: customers[at]?.manager },
      },
    ]
  })
  const people = await createAll(
    engine,
    root,
    'contact',
    contacts.map(({ values }) => values),
    written,
  )
  await createAll(
    engine,
    root,
    'contactLink',
    people.map((contact, at) => ({
      contact,
      customer: contacts[at]?.customer,
      position: contacts[at]?.position,
      main: true,
    })),
    written,
  )
  return ids.map((id, at) => ({ id, manager: customers[at]?.manager ?? share.users.manager, since: day }))
}
