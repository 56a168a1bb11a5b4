import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

/** What is told in place of a condition over fields that its reader does not know. */
const hidden = { $hidden: true }

test('a view that is shared names no field that its reader does not know, on any path', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  const field = { type: 'text', name: 'secretScore', label: 'Secret score' }
  const added = await root.post('objects/customer/fields', field)
  assert.equal(added.status, 201, added.text)
  const x = 'x_secretScore'
  const view = async (given: object): Promise<string> => {
    const made = await root.post('views', { name: 'Shared', object: 'customer', shared: true, ...given })
    assert.equal(made.status, 201, made.text)
    return made.body.id
  }
  const id = await view({
    where: { [x]: 'BAD' },
    columns: ['name', x, 'city'],
    sort: [`-${x}`, 'name'],
    layout: {
      columns: { order: ['name', x], hidden: [x], pinned: [], widths: { [x]: 90, city: 80 } },
      group: x,
      rowHeight: 30,
    },
  })
  assert.equal((await root.patch(`views/${id}`, { where: { any: [{ [x]: 'WORSE' }] } })).status, 200)
  assert.deepEqual((await root.get(`views/${id}`)).body.where, { any: [{ [x]: 'WORSE' }] })

  const now = new Date().toISOString()
  const paths = [
    ...['views?limit=200', `views/${id}`, `views?asOf=${now}&limit=200`, `views/${id}?asOf=${now}`],
    ...[`views/${id}/history`, `audit/entries?record=${id}&object=view`],
    `views/${id}/difference?from=2020-01-01`,
  ]
  for (const path of paths) {
    const answer = await seller.get(path)
    assert.doesNotMatch(answer.text, /secretScore|BAD|WORSE/, path)
    assert.match((await root.get(path)).text, /secretScore/, path)
    if (!path.startsWith('audit')) assert.equal(answer.status, 200, answer.text)
  }
  for (const path of [`views/${id}`, `views/${id}?asOf=${now}`]) {
    const { where, columns, sort, layout } = (await seller.get(path)).body
    const left = { order: ['name'], hidden: [], pinned: [], widths: { city: 80 } }
    assert.deepEqual([where, columns, sort], [hidden, ['name', 'city'], ['name']], path)
    assert.deepEqual(layout, { columns: left, rowHeight: 30 }, path)
  }
  // What it asks is not told, and so it cannot be asked either.
  const asked = await seller.get(`customers?where=${encodeURIComponent(JSON.stringify(hidden))}`)
  assert.equal(asked.status, 422)
  assert.match(asked.text, /fields that you may not see/)
})

test('a condition is told whole or not at all, however it names a field', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  await root.post('objects/customer/fields', { type: 'text', name: 'secretScore', label: 'Secret score' })
  const x = 'x_secretScore'
  const told = async (where: object, who: Caller = seller): Promise<unknown> => {
    const made = await root.post('views', { name: 'V', object: 'customer', shared: true, where })
    assert.equal(made.status, 201, made.text)
    const answer = await who.get(`views/${made.body.id}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.where
  }
  const open = [
    { country: 'LV' },
    { country: { in: ['LV', 'EE'] }, name: { startsWith: 'A' } },
    { any: [{ city: 'Rīga' }, { not: { city: { set: false } } }] },
    { 'manager.name': 'Anna' },
    { phones: { some: { number: { contains: '371' } } } },
    { createdAt: { within: { last: 30, unit: 'day' } } },
    { all: [] },
    {},
  ]
  for (const where of open) assert.deepEqual(await told(where), where)
  const closed = [
    { [x]: null },
    { country: 'LV', [x]: { in: ['BAD'] } },
    { any: [{ city: 'Rīga' }, { not: { [x]: { set: false } } }] },
    { all: [{ any: [{ not: { all: [{ [x]: 'BAD' }] } }] }] },
    { party: { [x]: 'BAD' } },
    { noSuchField: 1 },
    Array.from({ length: 60 }).reduce<object>((inner) => ({ not: inner }), { city: 'Rīga' }),
  ]
  for (const where of closed) {
    assert.deepEqual(await told(where), hidden, JSON.stringify(where))
    assert.deepEqual(await told(where, root), where)
  }
  // A field that is no more is nobody's to know, and what nests without end does no harm.
  for (const depth of [90, 200, 3_000]) {
    const columns = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const body = `{"name":"V","object":"customer","shared":true,"columns":${columns}}`
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${root.key}` }
    const made = await root.ask('POST', 'views', { raw: { body, headers } })
    assert.equal(made.status, depth < 100 ? 201 : 422, made.text.slice(0, 500))
  }
  assert.equal((await seller.get('views?limit=200')).status, 200)
})
