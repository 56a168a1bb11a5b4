import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const outcome = ({ status, body }: { status: number; body?: { code?: string } }) => [status, body?.code]
const refused = [403, 'opensMore']

test('one more role opens nothing of a partner that was not open before', async (t) => {
  const place = await office(t)
  const { administrator: root, manager, seller, seller2, clerk } = place.as
  const partner = (name: string, by = seller.user) =>
    made(root, 'customers', { name, country: 'LV', email: 'slepens@osta.lv', manager: by })
  const own = { manager: '$me' }
  const names = { object: 'customer', see: ['name', 'number'] }
  const users = { object: 'user', see: ['name'] }
  const mine = { rows: own, see: ['all'], change: ['all'], actions: ['read', 'create', 'change'] }
  const caller = await holder(place, 'caller', [names, users, { object: 'supplier', ...mine }])
  const reader = await holder(place, 'reader', [
    ...[users, { object: 'supplier', ...mine }],
    { object: 'party', see: ['all'] },
  ])
  const record = await partner('Svešais Klients')
  for (const who of [caller, reader]) {
    const values = { party: record, manager: who.user }
    assert.deepEqual(outcome(await who.post('suppliers', values)), refused)
    assert.deepEqual(outcome(await who.post('suppliers?dryRun=true', values)), refused)
    assert.equal((await who.get(`suppliers/${record}`)).status, 404)
  }
  // Nor does it make of what was opened for a time, to see or to change, what is kept for good.
  for (const may of ['read', 'change']) {
    const share = { user: seller2.user, may, until: '2999-12-31' }
    assert.equal((await manager.post(`customers/${record}/shares`, share)).status, 201)
    for (const role of ['contacts', 'suppliers'])
      assert.deepEqual(
        outcome(await seller2.post(role, { party: record, manager: seller2.user })),
        refused,
        role,
      )
  }
  // Nor of what is open by a right that ends, or in somebody's place.
  const days = { from: '2020-01-01', until: '2999-12-31' }
  await made(root, 'grants', { user: caller.user, object: 'party', ...mine, rows: null, until: days.until })
  const there = await holder(place, 'there', [{ object: 'supplier', ...mine }])
  await made(root, 'substitutes', { user: seller.user, substitute: there.user, ...days })
  for (const who of [caller, there])
    assert.deepEqual(outcome(await who.post('suppliers', { party: record, manager: who.user })), refused)
  assert.deepEqual((await root.get(`parties/${record}?fields=roles`)).body.roles, ['customer'])
  // What is wholly one's own, or open on every partner, is as open in one role as in two.
  assert.equal((await seller.post('suppliers', { party: record, manager: seller.user })).status, 201)
  assert.equal((await seller.get(`suppliers/${record}`)).body.email, 'slepens@osta.lv')
  for (const who of [clerk, manager, root])
    assert.equal((await who.post('suppliers', { party: await partner(`Klients ${who.key}`) })).status, 201)
})
