import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

type Grant = { id?: string; object: string; actions: string[] | null; rows: unknown; see: string[] | null }
type Change = { object: string; action: string; effect: string; people: number; records: number | null }

async function postNamed(caller: Caller, key: string): Promise<string> {
  const { body } = await caller.get(`posts?where=${encodeURIComponent(JSON.stringify({ key }))}`)
  return body.items[0].id
}

test('the rights of a post are set as one change, which undo takes back as one', async (t) => {
  const { as } = await office(t)
  const post = await postNamed(as.administrator, 'seller')
  const place = `posts/${post}/grants`
  const before = await as.administrator.get(place)
  assert.equal(before.status, 200, before.text)
  const grants = before.body.items as Grant[]
  const changed = [
    ...grants
      .filter(({ object }) => object !== 'activity')
      .map((grant) =>
        grant.object === 'customer' ? { ...grant, actions: [...(grant.actions ?? []), 'delete'] } : grant,
      ),
    { object: 'currency', actions: ['read'], see: ['all'] },
  ]
  assert.notEqual((await as.seller.get('activities')).status, 404)
  const etag = before.headers.get('etag') ?? ''
  const set = await as.administrator.put(place, { grants: changed }, { 'if-match': etag })
  assert.equal(set.status, 200, set.text)
  assert.equal((await as.seller.get('activities')).status, 404)
  assert.equal((await as.seller.get('currencies')).status, 200)
  const late = await as.administrator.put(place, { grants }, { 'if-match': etag })
  assert.equal(late.status, 412, late.text)
  const undone = await as.administrator.post(`changes/${set.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  const after = await as.administrator.get(place)
  const seen = (items: Grant[]) =>
    items.map(({ object, actions }) => `${object} ${actions?.join()}`).toSorted()
  assert.deepEqual(seen(after.body.items), seen(grants))
  assert.notEqual((await as.seller.get('activities')).status, 404)
})

test('a right that names what there is not is refused with its place, and nothing of it is written', async (t) => {
  const { as } = await office(t)
  const post = await postNamed(as.administrator, 'seller')
  const place = `posts/${post}/grants`
  const before = await as.administrator.get(place)
  const set = (grants: unknown) => as.administrator.put(place, { grants })
  const faults = async (grants: unknown[]) => {
    const answer = await set(grants)
    assert.equal(answer.status, 422, answer.text)
    return answer.body.errors.map(({ field }: { field: string }) => field)
  }
  assert.deepEqual(await faults([{ object: 'unicorn', actions: ['read'] }]), ['grants.0.object'])
  assert.deepEqual(
    await faults([
      { object: 'currency', actions: ['read'] },
      { object: 'customer', actions: ['read'], see: ['horn'], rows: { horn: 1 } },
    ]),
    ['grants.1.see', 'grants.1.rows'],
  )
  assert.equal((await set('all')).status, 422)
  assert.equal((await as.clerk.put(place, { grants: [] })).status, 404)
  assert.equal((await as.clerk.post('grants/preview', { post, grants: [] })).status, 403)
  assert.equal((await as.administrator.get(place)).headers.get('etag'), before.headers.get('etag'))
})

test('before rights are saved, it is said who gains and who loses what', async (t) => {
  const { as } = await office(t)
  const post = await postNamed(as.administrator, 'seller')
  const place = `posts/${post}/grants`
  const before = await as.administrator.get(place)
  const grants = before.body.items as Grant[]
  const preview = async (changed: unknown) => {
    const answer = await as.administrator.post('grants/preview', { post, grants: changed })
    assert.equal(answer.status, 200, answer.text)
    return answer.body as { holders: number; changes: Change[]; fields: { field: string; effect: string }[] }
  }
  assert.deepEqual((await preview(grants)).changes, [], 'nothing is changed')
  const count = async (caller: Caller) =>
    (await caller.get('customers?limit=1&count=exact')).body.count as number
  const all = await count(as.administrator)
  const own = Math.max(all - (await count(as.seller)), all - (await count(as.seller2)))
  const opened = await preview([...grants, { object: 'customer', actions: ['read'], see: ['name'] }])
  const gain = opened.changes.find(({ object, action }) => object === 'customer' && action === 'read')
  assert.equal(gain?.effect, 'gain')
  assert.equal(gain?.records, own, 'as many as the one gains who has the fewest')
  assert.equal(gain?.people, opened.holders)
  const closed = await preview(grants.filter(({ object }) => object !== 'customer'))
  const losses = closed.changes.filter(({ object, action }) => object === 'customer' && action === 'read')
  assert.deepEqual(
    losses.map(({ effect, people }) => [effect, people]),
    [['lose', closed.holders]],
  )
  assert.ok(closed.fields.some(({ field, effect }) => field === 'name' && effect === 'lose'))
  const menuOf = async (changed: unknown) =>
    (await preview(changed)).changes
      .filter(({ object }) => object === 'menu')
      .map(({ effect, action }) => `${effect} ${action}`)
      .toSorted()
  const entries = async () => {
    const groups = (await as.seller.get('me')).body.menu as { items: { key: string }[] }[]
    return groups.flatMap(({ items }) => items.map(({ key }) => key))
  }
  // What stands in the menu follows from what may be read, until a word on the menu leaves some of it out.
  assert.deepEqual(await menuOf(grants.filter(({ object }) => object !== 'customer')), ['lose customer'])
  const short = [...grants, { object: 'menu', actions: ['customer'] }]
  const others = (await entries()).filter((key) => key !== 'customer').map((key) => `lose ${key}`)
  assert.deepEqual(await menuOf(short), others.toSorted())
  assert.equal((await as.administrator.get(place)).headers.get('etag'), before.headers.get('etag'))
})

test('a preview counts who stands in for a holder, and what begins or ends later by its day', async (t) => {
  const { as } = await office(t)
  const { administrator, manager, collector } = as
  const post = await postNamed(administrator, 'manager')
  const { items } = (await administrator.get(`posts/${post}/grants`)).body as { items: Grant[] }
  const ask = async (grants: unknown) => {
    const answer = await administrator.post('grants/preview', { post, grants })
    assert.equal(answer.status, 200, answer.text)
    return answer.body as {
      holders: number
      lookedAt: number
      changes: (Change & { day: string | null; users: { id: string }[] })[]
      fields: { field: string; effect: string; day: string | null }[]
    }
  }
  const without = items.filter(({ object }) => object !== 'supplier')
  const alone = (await ask(without)).holders
  const standIn = { user: manager.user, substitute: collector.user, until: '2999-12-31' }
  assert.equal((await administrator.post('substitutes', standIn)).status, 201)
  const lost = await ask(without)
  assert.deepEqual([lost.holders, lost.lookedAt], [alone + 1, alone + 1])
  const exported = lost.changes.find(({ object, action }) => object === 'supplier' && action === 'export')
  assert.deepEqual(
    exported?.users.map(({ id }) => id).toSorted(),
    [manager.user, collector.user].toSorted(),
    'whoever stands in loses it too',
  )
  assert.deepEqual([...new Set(lost.changes.map(({ day }) => day))], [null])

  const tags = { object: 'criterion', actions: ['read', 'create'], see: ['name'] }
  const later = await ask([...items, { ...tags, from: '2998-05-01', until: '2998-05-31' }])
  const told = ({ changes }: typeof later) =>
    changes
      .filter(({ object, action }) => object === 'criterion' && action === 'create')
      .map(({ action, effect, day, people }) => `${effect} ${action} ${day} ${people}`)
  assert.deepEqual(told(later), ['gain create 2998-05-01 2'])
  assert.deepEqual(
    later.fields.map(({ field, effect, day }) => `${effect} ${field} ${day}`),
    ['gain name 2998-05-01'],
  )
  const set = await administrator.put(`posts/${post}/grants`, { grants: [...items, tags] })
  assert.equal(set.status, 200, set.text)
  const now = (await administrator.get(`posts/${post}/grants`)).body.items as Grant[]
  const ends = now.map((one) =>
    one.object === 'criterion' && one.actions?.includes('create') ? { ...one, until: '2998-05-31' } : one,
  )
  assert.deepEqual(told(await ask(ends)), ['lose create 2998-06-01 2'])
})

test('a group and a single user are given rights like a post, with a look at who gains first', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk, seller, seller2 } = as
  const made = await administrator.post('user-groups', {
    name: 'Inventory',
    members: [{ user: seller.user }, { user: seller2.user, until: '2020-01-01' }],
  })
  const group = made.body.id as string
  const reading = { object: 'supplier', actions: ['read'], see: ['all'], until: '2999-12-31' }
  const preview = await administrator.post('grants/preview', { group, grants: [reading] })
  assert.equal(preview.body.holders, 1, 'who left the group counts no more')
  const [gain] = preview.body.changes as Change[]
  assert.deepEqual([gain?.object, gain?.action, gain?.effect], ['supplier', 'read', 'gain'])
  const count = async (caller: Caller) =>
    (await caller.get('suppliers?limit=1&count=exact')).body.count as number
  const [few, all] = [await count(seller), await count(administrator)]
  assert.equal(gain?.records, all - few, 'a preview gives nothing, and says what it would')
  const place = `user-groups/${group}/grants`
  const set = await administrator.put(place, { grants: [reading] })
  assert.equal(set.status, 200, set.text)
  assert.equal(await count(seller), all)
  assert.notEqual(await count(seller2), all)
  const [kept] = (await administrator.get(place)).body.items
  assert.deepEqual([kept.until, kept.group, kept.post], ['2999-12-31', undefined, undefined])
  const before = await administrator.get(`users/${clerk.user}/grants`)
  const pages = [{ object: 'settings', actions: ['tags'] }]
  const opened = await administrator.post('grants/preview', { user: clerk.user, grants: pages })
  const changes = (opened.body.changes as Change[]).map((one) => `${one.effect} ${one.object} ${one.action}`)
  assert.ok(changes.includes('gain settings tags'), changes.join())
  assert.ok(changes.includes('gain tag create'), 'with what the page opens')
  const own = await administrator.put(
    `users/${clerk.user}/grants`,
    { grants: pages },
    { 'if-match': before.headers.get('etag') ?? '' },
  )
  assert.equal(own.status, 200, own.text)
  assert.ok((await clerk.get('me')).body.settings.includes('tags'))
  assert.equal((await clerk.get(place)).status, 404)
  assert.equal((await administrator.put('user-groups/none/grants', { grants: [] })).status, 404)
  assert.equal((await administrator.post('grants/preview', { group: 'none', grants: [] })).status, 422)
})
