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

test('nor by lines that say whose it is, nor by a share of the record', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const company = (await root.get('companies?limit=1')).body.items[0].id
  const seen = ['user', 'company'].map((object) => ({ object, see: ['name'] }))
  const mine = {
    object: 'customer',
    rows: { companyTerms: { some: { manager: '$me' } } },
    ...{ see: ['all'], change: ['all'], actions: ['read', 'change'] },
  }
  const terms = (manager: string) => ({ companyTerms: [{ company, manager }] })
  const customer = () =>
    made(root, 'customers', { name: 'Svešais', email: 'kluss@osta.lv', ...terms(seller.user) })
  const timed = await holder(place, 'timed', [...seen, mine])
  const naming = { object: 'customer', see: ['name', 'companyTerms'], change: ['companyTerms'] }
  await made(root, 'grants', { user: timed.user, ...naming, actions: ['read', 'change'], until })
  const own = await customer()
  assert.deepEqual(outcome(await timed.patch(`customers/${own}`, terms(timed.user))), refused)
  assert.equal((await timed.patch(`customers/${own}`, terms(seller2.user))).status, 200)
  const opened = await holder(place, 'opened', [...seen, mine])
  await made(root, `customers/${own}/shares`, { user: opened.user, may: 'change' })
  assert.equal((await opened.patch(`customers/${own}`, { city: 'Cēsis' })).status, 200)
  const taken = await opened.patch(`customers/${own}`, terms(opened.user))
  assert.deepEqual(outcome(taken), [403, 'forbidden'])
})

test('nor by handing over the open business of a partner that is closed', async (t) => {
  const place = await office(t)
  const { administrator: root, manager, seller2 } = place.as
  const where = encodeURIComponent('{"key":"noLongerActive"}')
  const reason = (await root.get(`status-reasons?where=${where}`)).body.items[0].id
  const seen = ['user', 'party', 'statusReason', 'statusChange'].map((object) => ({ object, see: ['all'] }))
  const task = { object: 'activity', actions: ['read', 'change'], see: ['all'], change: ['all'] }
  const acting = ['read', 'change', 'deactivate', 'confirm']
  const who = await holder(place, 'timed', [
    ...seen,
    { object: 'customer', actions: acting, see: ['all'] },
    { ...task, rows: { owner: '$me' } },
  ])
  await made(root, 'grants', {
    user: who.user,
    ...task,
    see: ['party', 'kind', 'done'],
    change: ['owner'],
    until,
  })
  const party = await made(root, 'customers', { name: 'SIA Sprauga' })
  const theirs = { kind: 'task', party, subject: 'Theirs', text: 'geheim', owner: manager.user }
  const record = await made(root, 'activities', theirs)
  assert.deepEqual(outcome(await who.patch(`activities/${record}`, { owner: who.user })), refused)
  const key = 'activity.party.task'
  const deactivate = (to: string) =>
    who.post(
      `customers/${party}/deactivate`,
      { reason, outcomes: { [key]: { handOver: to } } },
      { confirmed: `open.${key}` },
    )
  assert.deepEqual(outcome(await deactivate(who.user)), refused)
  assert.equal((await root.get(`activities/${record}`)).body.owner.id, manager.user)
  const handed = await deactivate(seller2.user)
  assert.equal(handed.status, 200, handed.text)
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

test('nor does what is another’s go into what is one’s own, by what one has for a time', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const all = { see: ['all'], change: ['all'], actions: ['read', 'create', 'change', 'delete'] }
  const users = { object: 'user', see: ['name'] }
  const mine = { object: 'customer', rows: { manager: '$me' }, ...all }
  const who = await holder(place, 'merger', [users, mine])
  for (const object of ['party', 'customer', 'supplier'])
    await made(root, 'grants', { user: who.user, object, ...all, until })
  const customer = (manager: string) => made(root, 'customers', { name: 'Divi Vienā', manager })
  const choices = { 'customer.manager': 'survivor' }
  const merge = async (stays: string, goes: string) =>
    outcome(await who.post(`customers/${stays}/merge`, { with: goes, choices }))
  const own = await customer(who.user)
  const others = await customer(seller.user)
  assert.deepEqual(await merge(own, others), refused)
  const third = await customer(who.user)
  const three = await who.post(`customers/${own}/merge`, { others: [third, others] })
  assert.deepEqual(outcome(three), refused)
  // Two of their own, and two of others, become one as ever.
  await root.post('suppliers', { party: own })
  assert.deepEqual(await merge(own, third), [200, undefined])
  assert.deepEqual(await merge(others, await customer(seller.user)), [200, undefined])
})
