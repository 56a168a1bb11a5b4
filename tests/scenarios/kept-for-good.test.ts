import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const outcome = ({ status, body }: { status: number; body?: { code?: string } }) => [status, body?.code]
const refused = [403, 'forGood']
const until = '2999-12-31'

test('nobody makes a record their own by what they have for a time', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const all = { see: ['all'], change: ['all'] }
  const mine = { object: 'customer', rows: { manager: '$me' }, ...all, actions: ['read', 'change'] }
  const users = { object: 'user', see: ['name'] }
  const customer = () =>
    made(root, 'customers', { name: 'Svešais', email: 'kluss@osta.lv', manager: seller.user })
  const naming = {
    object: 'customer',
    see: ['name'],
    change: ['manager'],
    actions: ['read', 'change', 'handOver'],
  }
  const byRight = await holder(place, 'by-right', [users, mine])
  await made(root, 'grants', { user: byRight.user, ...naming, until })
  const byGroup = await holder(place, 'by-group', [users, mine])
  const group = await made(root, 'user-groups', { name: 'Acting', members: [{ user: byGroup.user, until }] })
  await made(root, 'grants', { group, ...naming })
  const instead = await holder(place, 'instead', [users, mine])
  await made(root, 'substitutes', { user: seller.user, substitute: instead.user, from: '2020-01-01', until })
  for (const who of [byRight, byGroup, instead]) {
    const record = await customer()
    assert.deepEqual(outcome(await who.patch(`customers/${record}`, { manager: who.user })), refused, who.key)
    assert.deepEqual(
      outcome(await who.patch(`customers/${record}?dryRun=true`, { manager: who.user })),
      refused,
    )
    // To somebody else they give it as they may.
    if (who === instead) continue
    const given = await who.patch(`customers/${record}`, { manager: seller2.user })
    assert.equal(given.status, 200, given.text)
  }
  for (const who of [byRight, byGroup]) {
    const place = `customers/${await customer()}/handOver`
    assert.deepEqual(outcome(await who.post(place, { manager: who.user })), refused)
    assert.equal((await who.post(place, { manager: seller2.user })).status, 200)
  }
  // Many at once go the same way.
  const many = { where: { id: await customer() }, values: { manager: byRight.user }, count: 1 }
  const tried = await byRight.post('customers/bulk?dryRun=true', many)
  assert.doesNotMatch(tried.text, /kluss/)
  // Whoever may do so for good is asked nothing, nor is of what they hold already.
  const lasting = await holder(place, 'lasting', [users, mine, naming])
  await made(root, 'grants', {
    user: lasting.user,
    object: 'supplier',
    actions: ['read'],
    see: ['name'],
    until,
  })
  const taken = await customer()
  assert.equal((await lasting.patch(`customers/${taken}`, { manager: lasting.user })).status, 200)
  const handed = await lasting.post(`customers/${await customer()}/handOver`, { manager: lasting.user })
  assert.equal(handed.status, 200, handed.text)
  const other = await holder(place, 'other', [users, { object: 'customer', ...all }])
  await made(root, 'grants', { user: other.user, ...naming, until })
  assert.equal((await other.patch(`customers/${taken}`, { manager: other.user })).status, 200)
})

test('two partners become one by what one has for a time without being one’s own', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const all = { see: ['all'], change: ['all'], actions: ['read', 'create', 'change', 'delete'] }
  const users = { object: 'user', see: ['name'] }
  const who = await holder(place, 'merger', [users, { object: 'contact', rows: { manager: '$me' }, ...all }])
  for (const object of ['party', 'customer'])
    await made(root, 'grants', { user: who.user, object, ...all, until })
  const own = await made(who, 'contacts', { name: 'Divi Vienā', manager: who.user })
  const others = await made(root, 'customers', { name: 'Divi Vienā', manager: seller.user })
  assert.deepEqual(outcome(await who.post(`customers/${others}/merge`, { with: own })), [403, 'opensMore'])
  const next = await made(root, 'customers', { name: 'Divi Vienā', manager: seller.user })
  const merged = await who.post(`customers/${others}/merge`, { with: next })
  assert.equal(merged.status, 200, merged.text)
})
