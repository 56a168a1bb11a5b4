import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../../testing/sample/random.ts'
import { office, type Caller } from './office.ts'

type Values = Readonly<Record<string, unknown>>
type Kept = { readonly object: string; readonly record: string; readonly field: string | null }

const fields = ['name', 'notes', 'creditLimit', 'paymentDays', 'category', 'tags', 'identifiers'] as const
type Name = (typeof fields)[number]

/** What may come between a change and its undo, of one field. */
const hindrances = ['none', 'none', 'none', 'changed', 'gone', 'shut', 'hidden'] as const
type Hindrance = (typeof hindrances)[number]

/**
 * Changes of one and of many, of random fields, after which somebody changes some of them on, deletes what
 * one named, or takes the right to one away. Each field that nothing stands against goes back, each other one
 * stays and is named, unless it may not be seen; and what the undo did can be undone.
 */
test('each field goes back by itself, whatever keeps the others, and the undo goes back the same way', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, manager } = as
  const { pick, chance } = seeded(20261129)
  const rights = await rightsOf(root, 'manager')
  const met = new Map<string, number>()
  for (let turn = 0; turn < 14; turn += 1) {
    const category = async (name: string) =>
      (await made(root, 'categories', { name: `Zz ${name} ${turn}`, roles: ['customer'] })).id
    const [first, second, third] = [await category('one'), await category('two'), await category('three')]
    const some = (step: number): Record<Name, unknown> => ({
      name: `Zz ${turn} ${step}`,
      notes: `notes ${step}`,
      creditLimit: `${step + 1}00.00`,
      paymentDays: 10 + step,
      category: [first, second, third][step],
      tags: [`tag${step}`],
      identifiers: [{ kind: 'GLN', value: `47500000${step}` }],
    })
    const isMany = turn % 3 === 2
    const count = isMany ? 3 : 1
    const records: string[] = []
    for (let at = 0; at < count; at += 1) records.push((await made(root, 'customers', some(0))).id)
    const changed = fields.filter((name) => chance(0.7) && !(isMany && name === 'identifiers'))
    if (changed.length === 0) continue
    const change = await write(manager, records, only(some(1), changed), isMany)
    await engine.jobs.drain()

    const hindered = new Map(changed.map((name): [Name, Hindrance] => [name, pick(hindrances)]))
    for (const [name, hindrance] of hindered)
      if (hindrance === 'gone' && name !== 'category') hindered.set(name, 'changed')
    const one = pick(records)
    const now = new Map(records.map((record) => [record, { ...some(0), ...only(some(1), changed) }]))
    const of = (which: Hindrance) => changed.filter((name) => hindered.get(name) === which)
    if (of('changed').length > 0) {
      const further = only(some(2), of('changed'))
      assert.equal((await root.patch(`customers/${one}`, further)).status, 200)
      now.set(one, { ...now.get(one)!, ...further })
    }
    if (of('gone').length > 0) assert.equal((await root.remove(`categories/${first}`)).status, 204)
    await rights.without(of('shut'), of('hidden'))

    const isBack = (record: string, name: Name) =>
      hindered.get(name) === 'none' || (hindered.get(name) === 'changed' && record !== one)
    const undone = await manager.post(`changes/${change}/undo`)
    assert.equal(undone.status, 200, undone.text)
    const what = JSON.stringify([Object.fromEntries(hindered), undone.body])
    const after = new Map(
      records.map((record) => {
        const back = changed.filter((name) => isBack(record, name))
        return [record, { ...now.get(record)!, ...only(some(0), back) }] as const
      }),
    )
    await agrees(root, after, what)
    const stays = records.flatMap((record) =>
      changed
        .filter((name) => !isBack(record, name))
        .map((name) => `${record} ${hindered.get(name) === 'hidden' ? null : name}`),
    )
    const told = (undone.body.kept as Kept[]).map(({ record, field }) => `${record} ${field}`)
    assert.deepEqual(told.toSorted(), stays.toSorted(), what)
    const touched = records.filter((record) => changed.some((name) => isBack(record, name)))
    assert.equal(undone.body.reversed, touched.length, what)
    for (const hindrance of hindered.values()) met.set(hindrance, (met.get(hindrance) ?? 0) + 1)

    await rights.without([], [])
    if (touched.length > 0) {
      const again = await root.post(`changes/${undone.body.change}/undo`)
      assert.deepEqual([again.body.reversed, again.body.kept], [touched.length, []], again.text)
      await agrees(root, now, 'the undo was undone')
    }
  }
  assert.equal(met.size, new Set(hindrances).size, `Too little came between: ${JSON.stringify([...met])}`)
  assert.deepEqual(await engine.verify(), [])
})

test('a rule keeps the fields that it looks at, and no others', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const contact = (await made(root, 'contacts', { name: 'Zane Zariņa' })).id
  const customer = (await made(root, 'customers', { name: 'SIA Zars' })).id
  const days = { from: '2026-02-10', until: '2026-02-20' }
  const { id } = await made(root, 'contact-links', { contact, customer, position: 'Buyer', ...days })
  const place = `contact-links/${id}`
  const change = await root.patch(place, { from: '2026-02-01', position: 'Head of buying' })
  assert.equal((await root.patch(place, { until: '2026-02-05' })).status, 200)
  const undone = await root.post(`changes/${change.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept.length], [1, 1], undone.text)
  const [kept] = undone.body.kept
  assert.equal(kept.field, 'from')
  assert.match(kept.reason, /ends before it begins/)
  const { position, from, until } = (await root.get(place)).body
  assert.deepEqual([position, from, until], ['Buyer', '2026-02-01', '2026-02-05'])
})

async function made(who: Caller, place: string, values: Values): Promise<{ id: string }> {
  const answer = await who.post(place, values)
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

/** One change of one record by hand, or of many in bulk. */
async function write(who: Caller, records: readonly string[], values: Values, isMany: boolean) {
  if (!isMany) {
    const answer = await who.patch(`customers/${records[0]}`, values)
    assert.equal(answer.status, 200, answer.text)
    return answer.headers.get('kontor-change')
  }
  const answer = await who.post('customers/bulk', { where: { id: { in: records } }, changes: values })
  assert.equal(answer.status, 202, answer.text)
  return answer.body.change as string
}

function only<T extends Values>(values: T, names: readonly string[]): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))) as Partial<T>
}

async function agrees(root: Caller, expected: ReadonlyMap<string, Values>, what: string): Promise<void> {
  for (const [record, values] of expected) {
    const { body } = await root.get(`customers/${record}`)
    const seen = {
      ...only(body, fields),
      category: body.category?.id,
      identifiers: body.identifiers.map(({ kind, value }: Record<string, unknown>) => ({ kind, value })),
    }
    assert.deepEqual(seen, values, what)
  }
}

/** The rights of a post to customers: named one by one, and narrowed to what is not shut or hidden. */
async function rightsOf(root: Caller, key: string) {
  const where = encodeURIComponent(JSON.stringify({ 'post.key': key, object: { in: ['customer', 'party'] } }))
  const { items } = (await root.get(`grants?where=${where}&fields=id,object`)).body
  const model = (await root.get('model')).body
  const namesOf = (object: string): string[] =>
    model.objects
      .find(({ name }: { name: string }) => name === object)
      .fields.map(({ name }: { name: string }) => name)
  return {
    async without(shut: readonly string[], hidden: readonly string[]): Promise<void> {
      for (const { id, object } of items as { id: string; object: string }[]) {
        const see = namesOf(object).filter((name) => !hidden.includes(name))
        const change = see.filter((name) => !shut.includes(name))
        const answer = await root.patch(`grants/${id}`, { see, change })
        assert.equal(answer.status, 200, answer.text)
      }
    },
  }
}
