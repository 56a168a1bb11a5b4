import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const where = (condition: object) => encodeURIComponent(JSON.stringify(condition))

test('what an action set goes back, and forth again, by the right to that action of today', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const who = await holder(place, 'freezer', [
    { object: 'customer', see: ['all'], change: ['all'], actions: ['read', 'change'] },
    { object: 'customer', rows: { status: 'active' }, actions: ['freeze'] },
    { object: 'statusReason', see: ['all'] },
  ])
  const record = await made(root, 'customers', { name: 'Atliktais', city: 'Ogre' })
  const status = async () => (await root.get(`customers/${record}?fields=status`)).body.status
  const freeze = async () => {
    const frozen = await who.post(`customers/${record}/freeze`, { reason: 'businessRisk' })
    assert.equal(frozen.status, 200, frozen.text)
    return frozen.headers.get('kontor-change') ?? ''
  }
  const undo = async (change: string) => (await who.post(`changes/${change}/undo`)).body
  const back = await undo(await freeze())
  assert.deepEqual(
    [back.reversed, back.kept, await status()],
    [1, [], 'active'],
    'one’s own, as it was before',
  )
  const frozen = await freeze()
  const grants = (await root.get(`grants?where=${where({ post: who.held })}&fields=actions`)).body.items
  const right = grants.find(({ actions }: { actions: string[] }) => actions.includes('freeze')).id
  assert.equal((await root.remove(`grants/${right}`)).status, 204)
  const kept = await undo(frozen)
  assert.equal(kept.reversed, 0)
  assert.match(kept.kept[0].reason, /^Status was set by an action that you may not do with this record/)
  assert.equal(await status(), 'frozen')
  // Nor does the undo of an undo do what one may not do any more.
  const thawed = await root.post(`changes/${frozen}/undo`)
  assert.deepEqual([thawed.body.reversed, await status()], [1, 'active'], thawed.text)
  assert.equal((await undo(back.change)).reversed, 0)
  assert.equal(await status(), 'active')
  // What was written by hand beside it goes back as ever.
  const term = await who.patch(`customers/${record}`, { paymentDays: 21 })
  const plain = await undo(term.headers.get('kontor-change') ?? '')
  assert.deepEqual([plain.reversed, plain.kept], [1, []])
})

test('who knows partners in one role alone takes back what they changed of the partner in it', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const who = await holder(place, 'salesperson', [
    {
      object: 'customer',
      rows: { city: 'Ogre' },
      see: ['all'],
      change: ['all'],
      actions: ['read', 'change'],
    },
  ])
  const record = await made(root, 'customers', { name: 'Pirmais', city: 'Ogre' })
  assert.equal((await root.post('suppliers', { party: record, name: 'Pirmais' })).status, 201)
  const changed = async (values: object) => {
    const answer = await who.patch(`customers/${record}`, values)
    assert.equal(answer.status, 200, answer.text)
    return answer.headers.get('kontor-change') ?? ''
  }
  const undo = async (change: string) => {
    const { body } = await who.post(`changes/${change}/undo`)
    return [body.reversed, body.kept.map((one: { object: string; field: string }) => [one.object, one.field])]
  }
  const stands = async () => {
    const { body } = await root.get(`customers/${record}?fields=name,registrationNumber,phones,phone`)
    return [body.name, body.registrationNumber, body.phones.length, body.phone]
  }
  const first = await changed({ name: 'Otrais', phones: [{ number: '+371 67000001' }] })
  assert.deepEqual(await undo(first), [1, []])
  assert.deepEqual(await stands(), ['Pirmais', null, 0, null])
  // What one may not change any more in that role stays and is told, the rest goes back, with its main line.
  const second = await changed({
    ...{ name: 'Trešais', registrationNumber: '40003000001' },
    phones: [{ number: '+371 67000002' }],
  })
  const grants = await root.get(`grants?where=${where({ post: who.held })}&fields=id`)
  const right = `grants/${grants.body.items[0].id}`
  assert.equal((await root.patch(right, { change: ['name', 'phones'] })).status, 200)
  assert.deepEqual(await undo(second), [1, [['customer', 'registrationNumber']]])
  assert.deepEqual(await stands(), ['Pirmais', '40003000001', 0, null])
  // Nor does anything of a partner who is outside what one may change by now.
  const third = await changed({ name: 'Ceturtais' })
  assert.equal((await root.patch(`parties/${record}`, { city: 'Valka' })).status, 200)
  assert.equal((await undo(third))[0], 0)
  assert.equal((await stands())[0], 'Ceturtais')
})

test('several fields that one may write in a role alone go back together', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const who = await holder(place, 'salesperson', [
    { object: 'party', see: ['all'], change: ['name'], actions: ['read', 'change'] },
    { object: 'customer', see: ['all'], change: ['all'], actions: ['read', 'change'] },
  ])
  const before = { name: 'Pirmais', city: 'Ogre', registrationNumber: '40003000001' }
  const record = await made(root, 'customers', before)
  const after = { name: 'Otrais', city: 'Valka', registrationNumber: '40003000002' }
  const answer = await who.patch(`customers/${record}`, after)
  assert.equal(answer.status, 200, answer.text)
  const { body } = await who.post(`changes/${answer.headers.get('kontor-change')}/undo`)
  assert.deepEqual([body.reversed, body.kept], [1, []])
  const now = await root.get(`customers/${record}?fields=name,city,registrationNumber`)
  assert.deepEqual(now.body, { id: record, ...before })
  assert.deepEqual(await place.engine.verify(), [])
})

test('what the rights to a role take back of many is foretold', async (t) => {
  const place = await office(t)
  const { records, access, jobs } = place.engine
  await jobs.stop()
  const who = await holder(place, 'salesperson', [
    { object: 'customer', see: ['all'], change: ['all'], actions: ['read', 'change'] },
  ])
  const fresh = Array.from({ length: 501 }, (_, nr) => ({
    kind: 'create' as const,
    values: { name: `Qq ${nr}`, country: 'LV' },
  }))
  const all = await records.many(await access.systemActor('test'), 'customer', fresh, {})
  const actor = await access.actorFor({ user: who.user, source: 'api', request: 'r' })
  const change = newId()
  const moved = all.map(({ id }) => ({ kind: 'update' as const, id, values: { city: 'Ogre' } }))
  await records.many(actor, 'customer', moved, { change })
  const { body } = await who.post(`changes/${change}/undo?dryRun=true`)
  assert.deepEqual([body.reversed, body.keptCount, body.refused], [501, 0, 0])
  assert.equal((await who.post(`changes/${change}/undo`)).status, 202)
  await jobs.drain()
  const [done] = (await who.get('jobs')).body.items
  assert.deepEqual([done.name, done.result.reversed, done.result.keptCount], ['undo', 501, 0])
})

test('who may do an action and change nothing by hand takes back what they did by it', async (t) => {
  const place = await office(t)
  const { administrator: root, leader, finance, seller, seller2 } = place.as
  await place.engine.settings.set(await place.engine.access.systemActor('test'), 'intake.roles', ['supplier'])
  const undo = async (by: typeof leader, done: { headers: Headers }) => {
    const { body } = await by.post(`changes/${done.headers.get('kontor-change')}/undo`)
    return [body.reversed, body.kept.length]
  }
  const stands = async (path: string) => (await root.get(`${path}?fields=status`)).body.status
  const customer = `customers/${await made(root, 'customers', { name: 'SIA Pārskatīšanās' })}`
  for (const by of [leader, finance]) {
    const frozen = await by.post(`${customer}/freeze`, { reason: 'businessRisk' })
    assert.equal(frozen.status, 200, frozen.text)
    assert.deepEqual([await undo(by, frozen), await stands(customer)], [[1, 0], 'active'])
  }
  // What was undone is not done again by that right alone: the action asks more.
  const frozen = await leader.post(`${customer}/freeze`, { reason: 'businessRisk' })
  const back = await leader.post(`changes/${frozen.headers.get('kontor-change')}/undo`)
  const redone = await leader.post(`changes/${back.body.change}/undo`)
  assert.deepEqual([redone.body.reversed, await stands(customer)], [0, 'active'], redone.text)
  const draft = { name: 'SIA Melnraksts', manager: seller.user }
  const supplier = `suppliers/${await made(root, 'suppliers', draft)}`
  const submitted = await seller.post(`${supplier}/submit`, {})
  assert.equal(submitted.status, 200, submitted.text)
  assert.deepEqual([await undo(seller, submitted), await stands(supplier)], [[1, 0], 'draft'])
  // Not what is another's by now.
  const again = await seller.post(`${supplier}/submit`, {})
  assert.equal((await root.patch(supplier, { manager: seller2.user })).status, 200)
  assert.equal((await undo(seller, again))[0], 0)
  assert.equal(await stands(supplier), 'submitted')
  assert.deepEqual(await place.engine.verify(), [])
})

test('what the right to an action takes back of many is foretold', async (t) => {
  const place = await office(t)
  const { administrator: root, leader } = place.as
  const { records, access, jobs } = place.engine
  const fresh = Array.from({ length: 501 }, (_, nr) => ({
    kind: 'create' as const,
    values: { name: `Qq ${nr}`, country: 'LV', industry: 'Zqf' },
  }))
  await records.many(await access.systemActor('test'), 'customer', fresh, {})
  const reasons = where({ key: 'businessRisk' })
  const reason = (await root.get(`status-reasons?where=${reasons}`)).body.items[0].id
  const asked = { where: { industry: 'Zqf' }, action: 'freeze', input: { reason } }
  const begun = await leader.post('customers/bulk', asked)
  assert.equal(begun.status, 202, begun.text)
  await jobs.drain()
  const { change } = begun.body
  const told = (await leader.post(`changes/${change}/undo?dryRun=true`)).body
  assert.deepEqual([told.reversed, told.refused], [501, 0])
  assert.equal((await leader.post(`changes/${change}/undo`)).status, 202)
  await jobs.drain()
  const active = where({ industry: 'Zqf', status: 'active' })
  assert.equal((await root.get(`customers?where=${active}&count=exact`)).body.count, 501)
})
