import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { caller, office, until } from './office.ts'

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

test('a key that carries less than its user may do gives its user no more by a role', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const mine = { object: 'supplier', rows: { manager: '$me' }, see: ['all'], change: ['all'] }
  const who = await holder(place, 'reader', [
    { object: 'user', see: ['name'] },
    { object: 'party', see: ['all'] },
    { ...mine, actions: ['read', 'create', 'change'] },
  ])
  const party = await made(root, 'customers', { name: 'Svešais Klients', manager: seller.user })
  const scope = { objects: null, actions: ['read', 'create'] }
  const { key } = await place.engine.accounts.createKey({
    user: who.user,
    name: 'part',
    source: 'cli',
    scope,
  })
  const narrow = caller(place.url, { authorization: `Bearer ${key}` })
  const role = { party, manager: who.user }
  for (const by of [narrow, who]) assert.deepEqual(outcome(await by.post('suppliers', role)), refused)
  assert.equal((await narrow.post('suppliers', { name: 'Jauns', manager: who.user })).status, 201)
})

test('a role that was ended comes back by an undo with no more than one sees of the partner now', async (t) => {
  const place = await office(t)
  const { administrator: root, seller2 } = place.as
  const mine = { rows: { manager: '$me' }, see: ['all'], change: ['all'] }
  const own = { ...mine, actions: ['read', 'create', 'change', 'delete'] }
  const who = await holder(place, 'former', [
    { object: 'user', see: ['name'] },
    { object: 'customer', see: ['name'] },
    { object: 'customer', ...own },
    { object: 'contact', ...own },
  ])
  const values = { email: 'klients@osta.lv', manager: who.user }
  const ended = async () => {
    const party = await made(root, 'customers', { name: 'Klients', ...values })
    assert.equal((await who.post('contacts', { party, manager: who.user })).status, 201)
    const gone = await who.remove(`contacts/${party}`)
    assert.equal(gone.status, 204, gone.text)
    return { party, undo: () => who.post(`changes/${gone.headers.get('kontor-change')}/undo`) }
  }
  const slip = await ended()
  assert.equal((await slip.undo()).body.reversed, 1)
  const { party, undo } = await ended()
  const handed = await root.patch(`customers/${party}`, { manager: seller2.user, email: 'cits@osta.lv' })
  assert.equal(handed.status, 200)
  const kept = (await undo()).body
  assert.deepEqual([kept.reversed, kept.kept.length], [0, 1])
  assert.match(kept.kept[0].reason, /^In this role you could see or change more/)
  assert.equal((await who.get(`customers/${party}?fields=email`)).body.email ?? null, null)
  assert.equal((await who.get(`contacts/${party}`)).status, 404)
  // What went whole comes back whole, in all its roles.
  const whole = await made(who, 'contacts', { name: 'Viss', ...values })
  assert.equal((await who.post('customers', { party: whole, manager: who.user })).status, 201)
  for (const role of ['customers', 'contacts'])
    assert.equal((await who.remove(`${role}/${whole}`)).status, 204)
  const { items } = (await who.get('contacts/deleted')).body
  assert.equal(items[0].id, whole)
  assert.equal((await who.post(`contacts/${whole}/restore`, {})).status, 200)
  assert.equal((await who.get(`contacts/${whole}`)).body.email, 'klients@osta.lv')
})

test('who sees a partner in the role alone that they ended takes that back, until anything else is done', async (t) => {
  const place = await office(t)
  const { administrator: root, seller2 } = place.as
  const actions = ['read', 'create', 'change', 'delete']
  const mine = { object: 'customer', rows: { manager: '$me' }, see: ['all'], change: ['all'], actions }
  const who = await holder(place, 'slip', [{ object: 'user', see: ['name'] }, mine])
  const names = { object: 'supplier', see: ['name'] }
  const beside = await holder(place, 'beside', [{ object: 'user', see: ['name'] }, mine, names])
  const partner = async (by: typeof who) => {
    const party = await made(root, 'customers', { name: 'Abi', email: 'abi@osta.lv', manager: by.user })
    await made(root, 'suppliers', { party, manager: seller2.user })
    return party
  }
  const ended = async (by: typeof who) => {
    const party = await partner(by)
    const gone = await by.remove(`customers/${party}`)
    assert.equal(gone.status, 204, gone.text)
    assert.equal((await by.get(`customers/${party}`)).status, 404)
    return { party, undo: (how = '') => by.post(`changes/${gone.headers.get('kontor-change')}/undo${how}`) }
  }
  for (const by of [who, beside]) {
    const slip = await ended(by)
    for (const how of ['?dryRun=true', '']) {
      const { body } = await slip.undo(how)
      assert.deepEqual([body.reversed, body.kept], [1, []])
    }
    const back = (await by.get(`customers/${slip.party}`)).body
    assert.deepEqual([back.email, back.manager.id], ['abi@osta.lv', by.user])
    // What others did since is not theirs to see, be it to the role or to another one.
    const changed = await ended(by)
    const put = await root.patch(`suppliers/${changed.party}`, { email: 'cits@osta.lv' })
    assert.equal(put.status, 200, put.text)
    const again = await ended(by)
    await made(root, 'customers', { party: again.party, manager: seller2.user })
    assert.equal((await root.remove(`customers/${again.party}`)).status, 204)
    for (const { party, undo } of [changed, again]) {
      const { body } = await undo()
      assert.deepEqual([body.reversed, body.kept.length], [0, 1])
      assert.equal((await by.get(`customers/${party}`)).status, 404)
    }
    // A restore may bring back other values than those that went.
    const { party } = await ended(by)
    assert.ok((await by.post(`customers/${party}/restore`, {})).status >= 400)
    const many = await Promise.all([partner(by), partner(by)])
    const begun = await by.post('customers/bulk', { where: { id: { in: many } }, action: 'delete' })
    assert.equal(begun.status, 202, begun.text)
    await until(async () => (await by.get(`jobs/${begun.body.job}`)).body.state === 'done')
    const undone = (await by.post(`changes/${begun.body.change}/undo`)).body
    assert.deepEqual([undone.reversed, undone.kept], [2, []])
  }
})
