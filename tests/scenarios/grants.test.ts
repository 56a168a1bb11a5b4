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
  assert.equal((await as.administrator.get(place)).headers.get('etag'), before.headers.get('etag'))
})
