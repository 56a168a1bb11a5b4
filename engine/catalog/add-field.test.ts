import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { sql } from '../database/sql.ts'
import type { Actor } from '../access/actor.ts'
import { compileAccess } from '../access/compile-access.ts'
import { engineForTest } from '../engine-for-test.ts'
import { cars, get, make } from './cars-for-test.ts'

test('a field is added, filled, and shown within a second in every process', async (t) => {
  const { engine, root, another } = await engineForTest(t, { modules: [cars] })
  const other = await another()
  const old = await make(engine, root, 'car', { name: 'Volga' })
  const name = await engine.catalog.addField(root, 'car', {
    name: 'dailyRate',
    type: 'money',
    label: 'Daily rate',
    labels: { lv: 'Dienas likme' },
    default: '25',
  })
  assert.equal(name, 'x_dailyRate')
  assert.equal(
    (await get(engine, await engine.access.systemActor('test'), 'car', old))['x_dailyRate'],
    '25.00',
  )
  // It hears of it within a second.
  let model = await other.catalog.current()
  while (!model.objects.get('taxi')?.fields.has('x_dailyRate')) {
    await turn()
    model = await other.catalog.current()
  }
  assert.equal(model.objects.get('taxi')?.fields.get('x_dailyRate')?.column, 'x_daily_rate')
  assert.ok(model.objects.get('car')?.card.some((section) => section.fields.includes('x_dailyRate' as never)))
  const actor = await other.access.systemActor('test')
  const fresh = await make(other, actor, 'taxi', { name: 'Lada', x_dailyRate: '30' })
  assert.equal((await get(other, actor, 'taxi', fresh))['x_dailyRate'], '30.00')
})

test('fields of every kind can be added and come with what their kind needs', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const add = (given: Record<string, unknown>) => engine.catalog.addField(root, 'car', given)
  await add({ type: 'text', label: 'Plate', unique: true, searched: 'identifier' })
  await add({
    type: 'choice',
    label: 'State',
    values: ['new', { value: 'used', label: 'Used' }],
    default: 'new',
  })
  await add({ type: 'reference', label: 'Driver', to: 'user' })
  await add({ type: 'tags', label: 'Words', indexed: true, default: ['shiny'] })
  await add({ type: 'sequenceNumber', label: 'Number', pattern: 'A-{000}' })
  await add({ type: 'postalAddress', label: 'Address' })
  await add({ type: 'yesNo', label: 'Insured', default: true })
  await add({ type: 'longText', label: 'ისტორია' })
  const actor = await engine.access.systemActor('test')
  const made = await get(
    engine,
    actor,
    'car',
    await make(engine, actor, 'car', { name: 'Moskvich', x_plate: 'AB-1' }),
  )
  assert.equal(made['x_state'], 'new')
  assert.equal(made['x_number'], 'A-001')
  assert.deepEqual(made['x_words'], ['shiny'])
  assert.equal(made['x_insured'], true)
  assert.ok('x_istoria' in made)
  await assert.rejects(engine.records.create(actor, 'car', { name: 'Copy', x_plate: 'AB-1' }), {
    status: 422,
  })
})

test('what cannot be added is refused, with every fault named', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const refused = async (given: Record<string, unknown>, ...fields: string[]) => {
    const error = await engine.catalog.addField(root, 'car', given).then(
      () => null,
      (problem: unknown) => problem,
    )
    const { status, details } = error as { status: number; details: { errors: { field: string }[] } }
    assert.equal(status, 422)
    assert.deepEqual(
      details.errors.map((one) => one.field),
      fields,
    )
  }
  await refused({ type: 'colour', label: 'Hue' }, 'type')
  await refused({ type: 'text', label: '' }, 'name', 'label')
  await refused({ type: 'text', label: 'Hue', name: '1; drop table car' }, 'name')
  await refused({ type: 'choice', label: 'Hue' }, 'values')
  await refused({ type: 'choice', label: 'Hue', values: ['red', 'red'] }, 'values')
  await refused({ type: 'text', label: 'Hue', max: 'many', colour: 1 }, 'max', 'colour')
  await refused({ type: 'reference', label: 'Where', to: 'nowhere' }, 'to')
  await refused({ type: 'text', label: 'Hue', unique: true, default: 'red' }, 'default')
  await refused({ type: 'integer', label: 'Doors', default: 'four' }, 'default')
  await refused({ type: 'formula', label: 'Sum', gives: 'decimal', formula: 'weight +' }, 'formula')
  await refused({ type: 'formula', label: 'Sum', gives: 'decimal', formula: 'wieght * 2' }, 'formula')
  await refused({ type: 'formula', label: 'Sum', gives: 'day', formula: 'weight * 2' }, 'formula')
  await refused({ type: 'formula', label: 'Sum', gives: 'boolean', formula: 'weight > 2' }, 'gives')
  await engine.catalog.addField(root, 'car', { type: 'text', label: 'Hue' })
  await refused({ type: 'text', label: 'Hue' }, 'name')
})

test('only an administrator shapes objects and fields', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const clerk: Actor = { ...root, access: compileAccess(engine.model(), []) }
  await assert.rejects(engine.catalog.addField(clerk, 'car', { type: 'text', label: 'Hue' }), { status: 403 })
  await assert.rejects(engine.catalog.addObject(clerk, { label: 'Boat' }), { status: 403 })
})

test('an object made at run time is like any other', async (t) => {
  const { engine, root, another } = await engineForTest(t, { modules: [cars] })
  const name = await engine.catalog.addObject(root, {
    label: 'Rental',
    plural: 'Rentals',
    labels: { lv: ['Noma', 'Nomas'] },
  })
  assert.equal(name, 'x_rental')
  await engine.catalog.addField(root, 'x_rental', {
    type: 'reference',
    label: 'Car',
    to: 'car',
    required: true,
  })
  await engine.catalog.addField(root, 'x_rental', { type: 'integer', label: 'Days' })
  const actor = await engine.access.systemActor('test')
  const volga = await make(engine, actor, 'car', { name: 'Volga' })
  const rental = await make(engine, actor, 'x_rental', { x_name: 'First', x_car: volga, x_days: 3 })
  const other = await another()
  const read = await get(other, await other.access.systemActor('test'), 'x_rental', rental)
  assert.deepEqual(read['x_car'], { id: volga, title: 'Volga' })
  assert.equal(other.model().byPath.get('x-rentals')?.name, 'x_rental')
  await assert.rejects(engine.catalog.addObject(root, { label: 'Rental' }), { status: 422 })
  await assert.rejects(engine.catalog.retireObject(root, 'car'), { status: 404 })
})

test('lines of an own object live and die with their record', async (t) => {
  const { engine, root } = await engineForTest(t)
  await engine.catalog.addObject(root, { label: 'Order', plural: 'Orders' })
  await engine.catalog.addObject(root, { name: 'orderLine', label: 'Line', ownedBy: 'x_order' })
  await engine.catalog.addField(root, 'x_orderLine', { type: 'decimal', label: 'Amount' })
  await engine.catalog.addField(root, 'x_order', {
    type: 'collection',
    label: 'Lines',
    of: 'x_orderLine',
    via: 'x_order',
    owned: true,
  })
  await engine.catalog.addField(root, 'x_order', {
    type: 'formula',
    label: 'Total',
    gives: 'decimal',
    formula: 'SUM(x_lines.x_amount)',
  })
  const actor = await engine.access.systemActor('test')
  const order = await make(engine, actor, 'x_order', {
    x_name: 'O-1',
    x_lines: [
      { x_name: 'a', x_amount: '1.5' },
      { x_name: 'b', x_amount: '2' },
    ],
  })
  assert.equal((await get(engine, actor, 'x_order', order))['x_total'], '3.5')
  await engine.records.remove(actor, 'x_order', order)
  assert.deepEqual(await engine.database.query(sql`select id from x_order_line`), [])
})

test('a retired object comes back whatever was made or retired meanwhile, and every process starts', async (t) => {
  const { engine, root, another } = await engineForTest(t)
  await engine.catalog.addObject(root, { label: 'Order', plural: 'Orders' })
  await engine.catalog.addObject(root, { label: 'Line', plural: 'Lines', ownedBy: 'x_order' })
  const lines = { type: 'collection', label: 'Lines', of: 'x_line', via: 'x_order', owned: true }
  await engine.catalog.addField(root, 'x_order', lines)
  const actor = await engine.access.systemActor('test')
  const order = await make(engine, actor, 'x_order', { x_name: 'O-1', x_lines: [{ x_name: 'a' }] })
  await engine.catalog.retireField(root, 'x_order', 'x_lines')
  for (const name of ['x_line', 'x_order']) await engine.catalog.retireObject(root, name)
  await assert.rejects(engine.catalog.restoreObject(root, 'x_line'), {
    code: 'catalog.ownerRetired',
    message: 'It holds lines of Order, which is retired. Restore that first.',
  })
  await engine.catalog.addObject(root, { name: 'later', label: 'Order', plural: 'Orders' })
  for (const name of ['x_order', 'x_line']) await engine.catalog.restoreObject(root, name)
  await engine.catalog.restoreField(root, 'x_order', 'x_lines')
  const later = await another()
  assert.equal(later.model().byPath.get('x-orders')?.name, 'x_later')
  assert.equal(later.model().byPath.get('x-orders-2')?.name, 'x_order')
  const read = await get(later, await later.access.systemActor('test'), 'x_order', order)
  assert.equal((read['x_lines'] as unknown[]).length, 1)
})

test('lines whose owner was left retired do not keep a process from starting', async (t) => {
  const { engine, root, another } = await engineForTest(t)
  await engine.catalog.addObject(root, { label: 'Order', plural: 'Orders' })
  await engine.catalog.addObject(root, { label: 'Line', plural: 'Lines', ownedBy: 'x_order' })
  await engine.database.query(sql`update catalog_object set retired_at = now() where name = 'x_order'`)
  const later = await another()
  assert.equal(later.model().objects.has('x_line'), false)
  const actor = await later.access.systemActor('test')
  await later.catalog.restoreObject(actor, 'x_order')
  assert.equal(later.model().objects.has('x_line'), true)
})

test('a formula is worked out for the records there are, and again when it is changed', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  const volga = await make(engine, root, 'car', { name: 'Volga', price: '100', weight: '1500' })
  await engine.catalog.addField(root, 'car', {
    name: 'vat',
    type: 'formula',
    label: 'VAT',
    gives: 'money',
    formula: 'ROUND(price * 0,21; 2)',
  })
  const actor = await engine.access.systemActor('test')
  assert.equal((await get(engine, actor, 'car', volga))['x_vat'], '21.00')
  await engine.catalog.changeField(root, 'car', 'x_vat', { formula: 'ROUND(price * 0.12, 2)' })
  const again = await engine.access.systemActor('test')
  assert.equal((await get(engine, again, 'car', volga))['x_vat'], '12.00')
  await engine.catalog.addField(root, 'car', {
    name: 'gross',
    type: 'formula',
    label: 'Gross',
    gives: 'money',
    formula: 'price + x_vat',
  })
  await assert.rejects(engine.catalog.changeField(root, 'car', 'x_vat', { formula: 'x_gross * 0.12' }), {
    status: 422,
  })
  await assert.rejects(engine.catalog.retireField(root, 'car', 'x_vat'), { code: 'catalog.fieldInUse' })
})

test('a formula that asks for today has no column', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'car', {
    name: 'age',
    type: 'formula',
    label: 'Age',
    gives: 'integer',
    formula: 'YEAR(TODAY()) - 2000',
  })
  await engine.catalog.addField(root, 'car', {
    name: 'old',
    type: 'formula',
    label: 'Old',
    gives: 'yesNo',
    formula: 'x_age > 20',
  })
  const fields = engine.model().objects.get('car')?.fields
  assert.deepEqual([fields?.get('x_age')?.column, fields?.get('x_old')?.column], [null, null])
})
