import { randomUUID } from 'node:crypto'

/** What one person does at a time; the share says how often of a hundred. */
export type Kind =
  | 'list'
  | 'filter'
  | 'search'
  | 'card'
  | 'edit'
  | 'create'
  | 'activity'
  | 'summary'
  | 'bulk'
  | 'export'

export const shares: Readonly<Record<Kind, number>> = {
  list: 22,
  filter: 14,
  search: 16,
  card: 20,
  edit: 8,
  create: 6,
  activity: 8,
  summary: 3,
  bulk: 1,
  export: 2,
}

export type Sent = { readonly method?: string; readonly path: string; readonly body?: unknown }

/** How a person reaches the server; what was asked is timed under the kind. */
export type Ask = (kind: Kind, sent: Sent) => Promise<ReturnType<typeof JSON.parse>>

/** A person in the office, with what they remember of what they saw. */
export type Person = {
  readonly ask: Ask
  readonly random: { whole(below: number): number; pick<T>(from: readonly T[]): T }
  readonly seen: string[]
  /** What their post does not let them do. */
  readonly cannot: readonly Kind[]
  next: string | null
}

const columns = 'number,name,city,country,status,tags'
const cities = ['Rīga', 'თბილისი', 'Liepāja', '上海', 'Jelgava', 'Москва', 'Ogre', 'ბათუმი']
const words = ['būve', 'metal', 'rig', 'sia', 'строй', 'agro', 'შპს', '机械', 'serviss', 'auto']

/** Carries out one piece of work, as the screens do it. */
export async function workOn(kind: Kind, person: Person): Promise<void> {
  await works[kind](person)
}

/** Which piece of work comes next, by the shares. */
export function nextKind({ random, cannot }: Person): Kind {
  const all = (Object.entries(shares) as [Kind, number][]).filter(([kind]) => !cannot.includes(kind))
  let left = random.whole(all.reduce((sum, [, share]) => sum + share, 0))
  for (const [kind, share] of all) if ((left -= share) < 0) return kind
  return 'list'
}

const works: Readonly<Record<Kind, (person: Person) => Promise<void>>> = {
  async list(person) {
    const after = person.next && person.random.whole(3) > 0 ? `&after=${encodeURIComponent(person.next)}` : ''
    const sort = after === '' ? person.random.pick(['name', '-updatedAt', 'number']) : 'name'
    const path = `customers?fields=${columns}&sort=${sort}&limit=50${after}`
    const page = await person.ask('list', { path })
    remember(person, page.items)
    person.next = sort === 'name' ? page.next : null
  },
  async filter(person) {
    const where = person.random.pick([
      { city: person.random.pick(cities) },
      { city: person.random.pick(cities), status: 'active' },
      { manager: '$me' },
      { paymentDays: { above: 14 }, importance: person.random.pick(['a', 'b', 'c']) },
    ])
    const path = `customers?fields=${columns}&sort=name&limit=50&where=${encodeURIComponent(JSON.stringify(where))}`
    remember(person, (await person.ask('filter', { path })).items)
  },
  async search(person) {
    // As it is typed: a few letters, then some more.
    const word = person.random.pick(words)
    for (const typed of [word.slice(0, 2), word])
      await person.ask('search', { path: `search?q=${encodeURIComponent(typed)}&limit=8` })
  },
  async card(person) {
    const id = await someone(person)
    await Promise.all(
      [`customers/${id}`, `customers/${id}/timeline?limit=20`, `customers/${id}/history?limit=20`].map(
        (path) => person.ask('card', { path }),
      ),
    )
  },
  async edit(person) {
    const id = await someone(person)
    const body = { paymentDays: 1 + person.random.whole(60) }
    await person.ask('edit', { method: 'PATCH', path: `customers/${id}`, body })
  },
  async create(person) {
    const name = `SIA ${person.random.pick(words)} ${randomUUID().slice(0, 13)}`
    const body = { name, country: 'LV', city: person.random.pick(cities), paymentDays: 14 }
    remember(person, [await person.ask('create', { method: 'POST', path: 'customers', body })])
  },
  async activity(person) {
    const party = await someone(person)
    const body = {
      party,
      kind: person.random.pick(['note', 'call', 'task']),
      subject: 'Talked about a price',
    }
    const { id } = await person.ask('activity', { method: 'POST', path: 'activities', body })
    const where = encodeURIComponent(JSON.stringify({ owner: '$me', done: false }))
    await person.ask('activity', { path: `activities?where=${where}&sort=due&limit=50` })
    if (person.random.whole(2) === 0)
      await person.ask('activity', { method: 'PATCH', path: `activities/${id}`, body: { done: true } })
  },
  async summary(person) {
    const groupBy = person.random.pick(['city', 'country', 'status'])
    const where = encodeURIComponent(JSON.stringify({ city: person.random.pick(cities) }))
    await person.ask('summary', { path: `customers/summary?groupBy=${groupBy}&where=${where}` })
  },
  async bulk(person) {
    await someone(person)
    const where = { id: person.seen.slice(-20) }
    const changes = { paymentDays: 1 + person.random.whole(60) }
    await person.ask('bulk', { method: 'POST', path: 'customers/bulk?dryRun=true', body: { where, changes } })
    const { job } = await person.ask('bulk', {
      method: 'POST',
      path: 'customers/bulk',
      body: { where, changes },
    })
    await person.ask('bulk', { path: `jobs/${job}` })
  },
  async export(person) {
    const where = encodeURIComponent(JSON.stringify({ city: person.random.pick(cities), paymentDays: 14 }))
    const format = person.random.pick(['csv', 'xlsx'])
    await person.ask('export', {
      path: `customers/export?format=${format}&columns=number,name,city,email&where=${where}`,
    })
  },
}

function remember(person: Person, records: readonly { readonly id: string }[]): void {
  person.seen.push(...records.map(({ id }) => id))
  person.seen.splice(0, Math.max(0, person.seen.length - 200))
}

/** A customer whom they have seen; who has seen none yet looks at the list first. */
async function someone(person: Person): Promise<string> {
  if (person.seen.length === 0) await works.list(person)
  return person.random.pick(person.seen)
}
