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
  for (const depth of [90, 150]) {
    const columns = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const body = `{"name":"V","object":"customer","shared":true,"columns":${columns}}`
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${root.key}` }
    const made = await root.ask('POST', 'views', { raw: { body, headers } })
    assert.equal(made.status, depth < 100 ? 201 : 422, made.text.slice(0, 500))
  }
  assert.equal((await seller.get('views?limit=200')).status, 200)
})

test('a view for a post is read by who holds it, for as long as they do, and by who keeps it', async (t) => {
  const { as } = await office(t)
  const { administrator: root, manager, seller, clerk } = as
  const held = encodeURIComponent(JSON.stringify({ key: 'seller' }))
  const [{ id: post }] = (await root.get(`posts?where=${held}`)).body.items
  const given = { name: 'Morning', object: 'customer', where: { country: 'LV' }, columns: ['name'] }
  const made = await manager.post('views', { ...given, post })
  assert.equal(made.status, 201, made.text)
  const place = `views/${made.body.id}`
  const statuses = async () =>
    Promise.all([manager, seller, clerk, root].map(async (who) => (await who.get(place)).status))
  assert.deepEqual(await statuses(), [200, 200, 404, 200])
  const listed = async (who: Caller) => (await who.get('views?limit=200')).body.items as { id: string }[]
  assert.ok((await listed(seller)).some(({ id }) => id === made.body.id))
  assert.ok(!(await listed(clerk)).some(({ id }) => id === made.body.id))
  assert.equal((await clerk.get(`${place}/history`)).status, 404)

  const readers = await root.post('explain/readers', { object: 'view', record: made.body.id })
  assert.equal(readers.status, 200, readers.text)
  assert.ok(readers.text.includes(seller.user) && !readers.text.includes(clerk.user), readers.text)

  // A post held until yesterday is held no more.
  const { posts } = (await root.get(`users/${seller.user}?fields=posts`)).body
  const until = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10)
  const ended = posts.map((one: { id: string; post: { id: string }; company: { id: string } | null }) => ({
    ...{ id: one.id, post: one.post.id, company: one.company?.id ?? null, from: '2020-01-01', until },
  }))
  const clerkPosts = (await root.get(`users/${clerk.user}?fields=posts`)).body.posts
  const other = { post: clerkPosts[0].post.id, company: clerkPosts[0].company?.id ?? null }
  const changed = await root.patch(`users/${seller.user}`, { posts: [...ended, other] })
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual(await statuses(), [200, 404, 404, 200])
})

test('whoever changes a view of their own leaves in it what they do not see at the time', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  await root.post('objects/customer/fields', { type: 'text', name: 'secretScore', label: 'Secret score' })
  const x = 'x_secretScore'
  const layout = {
    columns: { order: ['name', x, 'city'], hidden: [x], pinned: [], widths: { [x]: 90, city: 80 } },
    group: x,
    rowHeight: 30,
  }
  const given = { where: { [x]: 'BAD' }, columns: ['name', x, 'city'], sort: [`-${x}`, 'name'], layout }
  const made = await seller.post('views', { name: 'Own', object: 'customer', ...given })
  assert.equal(made.status, 201, made.text)
  const place = `views/${made.body.id}`
  const told = (await seller.get(place)).body
  assert.deepEqual([told.where, told.columns, told.sort], [hidden, ['name', 'city'], ['name']])

  // As the screen gives it back: all of it as it was told, with one column more and another order.
  const { columns, rowHeight } = told.layout
  const back = {
    where: told.where,
    columns: ['number', 'name', 'city'],
    sort: ['city'],
    layout: { columns: { ...columns, order: ['number', 'name', 'city'] }, group: null, rowHeight },
  }
  const changed = await seller.patch(place, back)
  assert.equal(changed.status, 200, changed.text)
  assert.doesNotMatch(changed.text, /secretScore|BAD/)
  const now = (await root.get(place)).body
  assert.deepEqual(now.where, given.where)
  assert.deepEqual(now.columns, ['number', 'name', x, 'city'])
  assert.deepEqual(now.sort, [`-${x}`, 'city'])
  assert.deepEqual(now.layout, {
    columns: { ...layout.columns, order: ['number', 'name', x, 'city'] },
    ...{ group: x, rowHeight: 30 },
  })
  // What they see they take out, and another condition takes the place of the one that they do not.
  await seller.patch(place, { columns: ['number'], where: { country: 'LV' } })
  const { columns: left, where } = (await root.get(place)).body
  assert.deepEqual([left, where], [['number', x], { country: 'LV' }])
  // Administrators see all of it, and what they leave out is out; so it is once nothing is named.
  assert.equal((await root.patch(place, { columns: ['name'] })).status, 200)
  assert.deepEqual((await root.get(place)).body.columns, ['name'])
  await root.patch(place, given)
  await seller.patch(place, { columns: null })
  assert.equal((await root.get(place)).body.columns, null)
})
