import assert from 'node:assert/strict'
import { test } from 'node:test'
import { id, raw, sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { car, cars, get, make, taxi } from './cars-for-test.ts'

test('a retired field vanishes and comes back with its values; erased, it is gone for good', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'car', { type: 'text', label: 'Hue' })
  const first = await engine.access.systemActor('test')
  const volga = await make(engine, first, 'car', { name: 'Volga', x_hue: 'black' })
  await engine.catalog.retireField(root, 'car', 'x_hue')
  const second = await engine.access.systemActor('test')
  assert.ok(!('x_hue' in (await get(engine, second, 'car', volga))))
  await assert.rejects(engine.records.update(second, 'car', volga, { x_hue: 'white' }), { status: 422 })
  await assert.rejects(engine.catalog.addField(root, 'car', { type: 'text', label: 'Hue' }), {
    code: 'catalog.retiredName',
  })
  await engine.catalog.restoreField(root, 'car', 'x_hue')
  const third = await engine.access.systemActor('test')
  assert.equal((await get(engine, third, 'car', volga))['x_hue'], 'black')
  await assert.rejects(engine.catalog.eraseField(root, 'car', 'x_hue', {}), { status: 404 })
  await engine.catalog.retireField(root, 'car', 'x_hue')
  const warned = await engine.catalog.eraseField(root, 'car', 'x_hue', {}).catch((error: unknown) => error)
  assert.match((warned as Error).message, /in 1 records/)
  await engine.catalog.eraseField(root, 'car', 'x_hue', { confirmed: ['catalog.eraseField'] })
  const history = await engine.database.query(
    sql`select from audit_entry where record = ${volga} and after ? 'x_hue'`,
  )
  assert.equal(history.length, 0)
  await engine.catalog.addField(root, 'car', { type: 'integer', label: 'Hue' })
  const fourth = await engine.access.systemActor('test')
  assert.equal((await get(engine, fourth, 'car', volga))['x_hue'], null)
})

test('kinds widen where no value can be lost, and built-in fields take other words only', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'car', { type: 'integer', label: 'Doors' })
  await engine.catalog.addField(root, 'car', { type: 'choice', label: 'Hue', values: ['red', 'blue'] })
  const actor = await engine.access.systemActor('test')
  const volga = await make(engine, actor, 'car', { name: 'Volga', x_doors: 4, x_hue: 'red' })
  await engine.catalog.changeField(root, 'car', 'x_doors', {
    type: 'decimal',
    label: 'Doors and halves',
    indexed: true,
  })
  await assert.rejects(engine.catalog.changeField(root, 'car', 'x_doors', { type: 'day' }), { status: 422 })
  await assert.rejects(engine.catalog.changeField(root, 'car', 'x_hue', { values: ['blue'] }), {
    status: 422,
  })
  await engine.catalog.changeField(root, 'car', 'x_hue', {
    values: [{ value: 'red', label: 'Red', retired: true }, 'blue', 'green'],
  })
  await engine.catalog.changeField(root, 'car', 'price', { label: 'Cost', labels: { lv: 'Cena' } })
  await assert.rejects(engine.catalog.changeField(root, 'car', 'price', { required: true }), { status: 422 })
  const later = await engine.access.systemActor('test')
  assert.equal((await get(engine, later, 'car', volga))['x_doors'], '4')
  const fields = engine.model().objects.get('taxi')?.fields
  assert.equal(fields?.get('price')?.field.label, 'Cost')
  assert.equal(fields?.get('x_doors')?.field.label, 'Doors and halves')
})

test('choices that records hold become a text or tags only where no word is lost', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const values = [
    { value: 'new', label: 'New' },
    { value: 'paidLate', label: 'Paid late' },
    { value: 'good', label: 'Good', labels: { lv: 'Labs' } },
  ]
  await engine.catalog.addField(root, 'car', { type: 'choice', label: 'State', values })
  await engine.catalog.addField(root, 'taxi', { type: 'choices', label: 'States', values })
  const actor = await engine.access.systemActor('test')
  const taxis = await make(engine, actor, 'taxi', { name: 'Lada', x_state: 'new', x_states: ['new'] })
  const becomes = async (name: string, type: string) =>
    engine.catalog.changeField(root, name === 'x_state' ? 'car' : 'taxi', name, { type })
  for (const held of ['paidLate', 'good']) {
    await engine.records.update(actor, 'taxi', taxis, { x_state: held, x_states: ['new', held] })
    for (const [name, type] of [
      ['x_state', 'text'],
      ['x_state', 'longText'],
      ['x_states', 'tags'],
    ] as const)
      await assert.rejects(becomes(name, type), { status: 422, message: /"paidLate" where "Paid late"/ })
  }
  await engine.records.update(actor, 'taxi', taxis, { x_state: 'new', x_states: ['new'] })
  await becomes('x_state', 'text')
  await becomes('x_states', 'tags')
  const later = await engine.access.systemActor('test')
  const { x_state, x_states } = await get(engine, later, 'taxi', taxis)
  assert.deepEqual([x_state, x_states], ['new', ['new']])
})

test('a field is opened to the posts that were named, and to no other', async (t) => {
  const { engine, root } = await engineForTest(t, {
    modules: [
      {
        ...cars,
        objects: [
          {
            ...car,
            access: {
              clerk: { actions: ['read', 'change'], see: 'all', change: 'all' },
              seller: { actions: ['read'], see: 'all' },
            },
          },
          taxi,
        ],
      },
    ],
  })
  await engine.catalog.addField(root, 'car', {
    type: 'text',
    label: 'Secret',
    grants: [{ post: 'clerk', change: true }],
  })
  const grants = await engine.database.query<{ key: string; see: string[]; change: string[] | null }>(
    sql`select p.key, g.see, g.change from "grant" g join post p on p.id = g.post where g.object = 'car' order by 1`,
  )
  assert.deepEqual(grants, [
    { key: 'clerk', see: ['all', 'x_secret'], change: ['all', 'x_secret'] },
    { key: 'seller', see: ['all'], change: null },
  ])
})

test('on a large table a formula is pending until a job has worked it out, and nobody waits', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.database.transaction((tx) =>
    tx.query(
      sql`insert into car (id, name, price) select gen_random_uuid(), 'Car ' || n, n from generate_series(1, 6000) n`,
    ),
  )
  const reader = await engine.access.systemActor('reader')
  await engine.catalog.addField(root, 'car', {
    name: 'vat',
    type: 'formula',
    label: 'VAT',
    gives: 'money',
    formula: 'price * 0.21',
    indexed: true,
  })
  assert.equal(engine.model().objects.get('car')?.fields.get('x_vat')?.pending, true)
  await engine.records.list(reader, 'car', { limit: 1 })
  await engine.jobs.drain()
  const model = await engine.catalog.current()
  assert.equal(model.objects.get('car')?.fields.get('x_vat')?.pending, false)
  const [row] = await engine.database.query(
    sql`select sum(x_vat)::text as sum, count(x_vat)::int as n from car`,
  )
  assert.deepEqual(row, { sum: '3780630.00', n: 6000 })
  const indexes = await engine.database.query(
    sql`select indexname from pg_indexes where indexname = 'car_x_vat_idx'`,
  )
  assert.equal(indexes.length, 1)
})

test('a long question about the table does not keep a field from being added, nor others from reading', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  let release = (): void => {}
  const asked = new Promise<void>((resolve) => (release = resolve))
  let holding = (): void => {}
  const held = new Promise<void>((resolve) => (holding = resolve))
  const long = engine.database.transaction(async (tx) => {
    await tx.query(sql`select count(*) from ${id('car')}`)
    holding()
    await asked
  })
  await held
  const adding = engine.catalog.addField(root, 'car', { type: 'text', label: 'Hue' })
  adding.catch(release)
  const reader = await engine.access.systemActor('reader')
  const reading = (async () => {
    for (let n = 0; n < 5; n++) await engine.records.list(reader, 'car', { limit: 1 })
  })()
  const [read] = await Promise.allSettled([reading])
  release()
  await long
  assert.equal(await adding, 'x_hue')
  assert.equal(read?.status, 'fulfilled')
})

test('what users add leaves no trace in the tables of the program', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'taxi', { type: 'text', label: 'Hue' })
  assert.equal(engine.model().objects.get('taxi')?.fields.get('x_hue')?.column, 'taxi__x_hue')
  assert.equal(engine.model().objects.get('car')?.fields.has('x_hue'), false)
  const audited = await engine.database.query(sql`select action from audit_entry where object = 'taxi'`)
  assert.deepEqual(audited, [{ action: 'addField' }])
  await engine.database.query(raw('select taxi__x_hue from car'))
})

test('an administrator decides what is obligatory, and what values must be', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.setRules(root, 'taxi', [
    { require: 'licence', when: { name: { startsWith: 'City' } } },
    { must: 'price >= 0', at: 'price', refusal: 'A price is never below zero.' },
  ])
  const actor = await engine.access.systemActor('test')
  await make(engine, actor, 'taxi', { name: 'Lada' })
  await make(engine, actor, 'car', { name: 'City car', price: '-1' })
  await assert.rejects(engine.records.create(actor, 'taxi', { name: 'City cab' }), {
    status: 422,
    message: /Licence/,
  })
  await assert.rejects(engine.records.create(actor, 'taxi', { name: 'Cab', price: '-1' }), {
    status: 422,
    message: /never below/,
  })
  for (const wrong of [
    { require: 'hue' },
    { require: 'createdAt' },
    { require: 'name', when: { hue: 1 } },
    { must: 'price +', refusal: 'x' },
    { must: 'price', refusal: 'x' },
    {},
  ]) {
    await assert.rejects(engine.catalog.setRules(root, 'taxi', [wrong]), { status: 422 })
  }
  assert.equal(engine.catalog.rules('taxi').length, 2)
})

test('records are found by the names that a field holds already when it becomes one that is searched', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'car', { type: 'text', label: 'Nickname' })
  const actor = await engine.access.systemActor('test')
  await make(engine, actor, 'car', { name: 'Volga', x_nickname: 'Black swan' })
  const found = async () => {
    const list = await engine.records.list(await engine.access.systemActor('test'), 'car', { search: 'swan' })
    return (JSON.parse(list) as { items: unknown[] }).items.length
  }
  assert.equal(await found(), 0)
  await engine.catalog.changeField(root, 'car', 'x_nickname', { searched: 'name' })
  assert.equal(await found(), 1)
  await engine.catalog.retireField(root, 'car', 'x_nickname')
  assert.equal(await found(), 0)
  await engine.catalog.restoreField(root, 'car', 'x_nickname')
  assert.equal(await found(), 1)
})

test('lists and cards of an own object are arranged, and lose a field that is retired', async (t) => {
  const { engine, root } = await engineForTest(t)
  await engine.catalog.addObject(root, { label: 'Rental' })
  await engine.catalog.addField(root, 'x_rental', { type: 'integer', label: 'Days' })
  await engine.catalog.addField(root, 'x_rental', { type: 'text', label: 'Note' })
  await engine.catalog.changeObject(root, 'x_rental', {
    plural: 'Rentals',
    lists: {
      all: { columns: ['x_name', 'x_days', 'x_note'], sort: '-x_days' },
      long: { label: 'Long ones', columns: ['x_name'], where: { x_days: { above: 30 } } },
    },
    card: [{ section: 'Terms', fields: ['x_days', 'x_note'] }],
  })
  const rental = () => engine.model().objects.get('x_rental')
  assert.deepEqual(
    rental()?.card.map(({ section, fields }) => [section, fields]),
    [
      ['Terms', ['x_days', 'x_note']],
      ['Own fields', ['x_name']],
    ],
  )
  await engine.catalog.retireField(root, 'x_rental', 'x_note')
  assert.deepEqual(rental()?.lists['all']?.columns, ['x_name', 'x_days'])
  await assert.rejects(engine.catalog.retireField(root, 'x_rental', 'x_days'), { code: 'catalog.fieldInUse' })
  for (const wrong of [
    { lists: { all: { columns: ['hue'] } } },
    { lists: [] },
    { card: [{ section: 'A' }] },
    { name: 'x' },
  ]) {
    await assert.rejects(engine.catalog.changeObject(root, 'x_rental', wrong), { status: 422 })
  }
})
