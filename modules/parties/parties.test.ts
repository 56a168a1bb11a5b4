import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, describeModel } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../index.ts'

test('a customer is created with one main e-mail, phone and address, and becomes a supplier too', async (t) => {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    databaseUrl: url,
    schema,
    dataFolder: '/tmp',
    modules,
  })
  t.after(() => engine.close())
  const actor = await engine.access.systemActor('test')
  const made = await engine.records.create(actor, 'customer', {
    name: 'SIA Rīgas Osta',
    country: 'LV',
    city: 'Rīga',
    email: 'birojs@osta.example',
    phone: '+371 6703 0800',
    creditLimit: '1200',
  })
  const record = JSON.parse(made.json ?? '')
  assert.equal(record.number, 'C-00001')
  assert.equal(record.status, 'active')
  assert.equal(record.creditLimit, '1200.00')
  assert.equal(record.emails[0].email, 'birojs@osta.example')
  assert.equal(record.phone, '+37167030800')
  const adopted = await engine.records.create(actor, 'supplier', { party: made.id, paymentDays: 30 })
  assert.equal(adopted.id, made.id)
  const list = JSON.parse(await engine.records.list(actor, 'supplier', { where: { city: 'Rīga' } }))
  assert.equal(list.items.length, 1)
  const undone = await engine.undo(actor, adopted.change)
  assert.deepEqual(undone, {
    change: (undone as { change: string }).change,
    reversed: 1,
    what: [{ object: 'supplier', label: 'Suppliers', count: 1 }],
    kept: [],
  })
  await engine.records.run(actor, 'customer', made.id, 'deactivate', { reason: 'businessRisk' })
  await assert.rejects(
    engine.records.run(actor, 'customer', made.id, 'deactivate', { reason: 'businessRisk' }),
    { code: 'notNow' },
  )
})

test('whom one talks to is a person, whoever else is an organisation, unless it is said', async (t) => {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({ databaseUrl: url, schema, dataFolder: '/tmp', modules })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  const kindOf = async (object: string, values: object) =>
    JSON.parse((await engine.records.create(root, object, { name: `A new ${object}`, ...values })).json ?? '')
      .kind
  assert.equal(await kindOf('contact', {}), 'person')
  assert.equal(await kindOf('contact', { kind: 'organization' }), 'organization')
  assert.equal(await kindOf('customer', {}), 'organization')
  // The form begins so too, and calls the name by the word for that of a person.
  const reader = { ...root, language: 'lv' } as const
  const { objects } = describeModel(engine.model(), reader, engine.actions)
  const [kind, name] = ['kind', 'name'].map((field) =>
    objects.find((one) => one.name === 'contact')?.fields.find((one) => one.name === field),
  )
  assert.deepEqual([kind?.settings['default'], name?.label], ['person', 'Vārds, uzvārds'])
  const ofParty = objects.find((one) => one.name === 'party')?.fields.find((one) => one.name === 'name')
  assert.deepEqual(
    [ofParty?.label, ofParty?.called],
    ['Nosaukums', [{ when: { kind: 'person' }, label: 'Vārds, uzvārds' }]],
  )
})

test('a salesperson sees and changes only partners of their own, in every face and path', async (t) => {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    databaseUrl: url,
    schema,
    dataFolder: '/tmp',
    modules,
  })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  const posts = JSON.parse(await engine.records.list(root, 'post', { where: { key: 'seller' } }))
  const user = await engine.records.create(root, 'user', {
    name: 'Ilze Kalniņa',
    email: 'ilze@daugava.example',
    posts: [{ post: posts.items[0].id }],
  })
  const seller = await engine.access.actorFor({ user: user.id, source: 'api', request: 'r' })
  const mine = await engine.records.create(seller, 'customer', { name: 'Mine', manager: user.id })
  const other = await engine.records.create(root, 'customer', { name: 'Other' })
  const names = async (object: string) =>
    JSON.parse(await engine.records.list(seller, object, {})).items.map((one: { name: string }) => one.name)
  assert.deepEqual(await names('customer'), ['Mine'])
  assert.deepEqual(await names('party'), ['Mine'])
  assert.deepEqual(await names('supplier').catch((error: { status: number }) => error.status), [])
  await assert.rejects(engine.records.get(seller, 'customer', other.id), { status: 404 })
  await assert.rejects(engine.records.update(seller, 'customer', other.id, { name: 'X' }), { status: 404 })
  await assert.rejects(engine.records.update(seller, 'customer', mine.id, { manager: null }), { status: 403 })
  await assert.rejects(engine.records.create(seller, 'customer', { name: 'Not mine', manager: null }), {
    status: 403,
  })
  await assert.rejects(engine.records.update(seller, 'customer', mine.id, { creditLimit: '5' }), {
    status: 403,
  })
})
