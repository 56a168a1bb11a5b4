import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../testing/sample/random.ts'
import { office, type Caller } from './office.ts'

type Values = {
  name: string
  creditLimit: string | null
  paymentDays: number | null
  tags: readonly string[]
  category: string | null
  phones: readonly string[]
}
type Roles = 'customer' | 'customer and supplier' | 'none'
type State = { values: Values; roles: Roles }

const names = ['Ābols', 'Bērzs', 'Cielava', 'Dadzis', 'Egle', 'Zīle']
const numbers = ['+37167000001', '+37167000002', '+37167000003', '+37167000004']
const tags = ['red', 'green', 'blue']

/**
 * Random creations, changes, roles taken and left, deletions, undos and undos of undos. After each the whole
 * state is copied by hand; at the end every list as of every one of these instants must equal the copy.
 */
test('whatever happened, the lists of every instant are those of then', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const { whole, pick, chance } = seeded(20260331)
  const categories = new Map<string, string>()
  for (const name of ['One', 'Two'])
    categories.set(
      (await administrator.post('categories', { name: `Tt ${name}`, roles: ['customer'] })).body.id,
      name,
    )
  const now = new Map<string, State>()
  const last: { change: string; record: string; was: Roles }[] = []
  const happened = new Map<string, number>()
  const snapshots: Snapshot[] = []

  const someValues = (): Values => ({
    name: `Tt ${pick(names)}`,
    creditLimit: chance(0.3) ? null : `${1 + whole(9)}00.00`,
    paymentDays: chance(0.3) ? null : 1 + whole(30),
    tags: tags.filter(() => chance(0.4)),
    category: chance(0.3) ? null : pick([...categories.keys()]),
    phones: numbers.filter(() => chance(0.3)),
  })
  const sent = ({ phones, ...values }: Values) => ({
    ...values,
    phones: phones.map((number) => ({ number })),
  })
  const done = async (
    answer: { status: number; text: string; headers: Headers },
    record: string,
    to: State,
  ) => {
    assert.ok(answer.status < 300, answer.text)
    last.push({
      change: answer.headers.get('kontor-change') ?? '',
      record,
      was: now.get(record)?.roles ?? 'none',
    })
    now.set(record, to)
  }
  const there = () => [...now].filter(([, { roles }]) => roles !== 'none')

  const steps = {
    async create() {
      const values = someValues()
      const made = await administrator.post('customers', sent(values))
      await done(made, made.body?.id, { values, roles: 'customer' })
    },
    async change() {
      const [record, state] = pick(there())
      const all = someValues()
      const keys = (Object.keys(all) as (keyof Values)[]).filter(() => chance(0.5))
      const some = Object.fromEntries(keys.map((key) => [key, sent(all)[key]]))
      const values = { ...state.values, ...Object.fromEntries(keys.map((key) => [key, all[key]])) }
      const answer = await administrator.patch(`customers/${record}`, some)
      // What was so already is no change, of which nothing could be undone.
      if (answer.headers.get('kontor-change') === null) return
      assert.equal(answer.status, 200, answer.text)
      now.set(record, { ...state, values })
    },
    async adopt() {
      const [record, state] = pick(there())
      if (state.roles !== 'customer') return
      await done(await administrator.post('suppliers', { party: record }), record, {
        ...state,
        roles: 'customer and supplier',
      })
    },
    async remove() {
      const [record, state] = pick(there())
      await done(await administrator.remove(`parties/${record}`), record, { ...state, roles: 'none' })
    },
    async undo() {
      const step = last.pop()
      if (!step) return
      const answer = await administrator.post(`changes/${step.change}/undo`)
      if (answer.status !== 200 || answer.body.reversed === 0) return
      const before = now.get(step.record)
      assert.ok(before)
      now.set(step.record, { ...before, roles: step.was })
      if (chance(0.5)) last.push({ change: answer.body.change, record: step.record, was: before.roles })
    },
    async rename() {
      const id = pick([...categories.keys()])
      const name = `Tt ${pick(names)} ${whole(99)}`
      const answer = await administrator.patch(`categories/${id}`, { name })
      if (answer.status === 200) categories.set(id, name.slice(3))
    },
  }
  for (let count = 0; count < 40; count++) {
    const step =
      there().length < 3
        ? 'create'
        : pick(['create', 'change', 'change', 'adopt', 'remove', 'undo', 'rename'] as const)
    const before = JSON.stringify([...now])
    await steps[step]()
    if (step === 'rename' || JSON.stringify([...now]) !== before)
      happened.set(step, (happened.get(step) ?? 0) + 1)
    const [row] = await engine.database.query<{ at: string }>({
      parts: [`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`],
      values: [],
    })
    snapshots.push({ at: row?.at ?? '', state: new Map(now), categories: new Map(categories) })
  }
  assert.equal(happened.size, 6, `Too little happened: ${JSON.stringify([...happened])}`)
  for (const snapshot of snapshots)
    for (const face of ['customers', 'suppliers'] as const) await compare(administrator, face, snapshot)
})

type Snapshot = {
  readonly at: string
  readonly state: ReadonlyMap<string, State>
  readonly categories: ReadonlyMap<string, string>
}

/** The list of a face as of an instant, beside what was written down by hand. */
async function compare(
  administrator: Caller,
  face: 'customers' | 'suppliers',
  { at, state, categories: called }: Snapshot,
) {
  const where = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Tt' } }))
  const fields = `name,tags,phones${face === 'customers' ? ',creditLimit,paymentDays,category' : ''}`
  const page = await administrator.get(`${face}?where=${where}&sort=id&limit=200&fields=${fields}&asOf=${at}`)
  assert.equal(page.status, 200, page.text)
  const seen = page.body.items.map((one: Record<string, unknown>) => ({
    ...one,
    phones: (one['phones'] as { number: string }[]).map(({ number }) => number),
  }))
  const played = [...state].filter(([, { roles }]) =>
    face === 'customers' ? roles !== 'none' : roles === 'customer and supplier',
  )
  const expected = played.map(([id, { values }]) => {
    const { name, tags: marks, phones, ...terms } = values
    const category =
      terms.category === null ? null : { id: terms.category, title: `Tt ${called.get(terms.category)}` }
    return { id, name, tags: marks, phones, ...(face === 'customers' ? { ...terms, category } : {}) }
  })
  const byId = (left: { id: string }, right: { id: string }) => (left.id < right.id ? -1 : 1)
  assert.deepEqual(seen.toSorted(byId), expected.toSorted(byId), `${face} as of ${at}`)
}
