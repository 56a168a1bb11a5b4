import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collection, newId, object, reference, references, text, yesNo } from '#model'
import { make } from '../../catalog/cars-for-test.ts'
import { engineForTest } from '../../engine-for-test.ts'
import type { Module } from '../../module.ts'

const driver = object('driver', {
  label: 'Driver',
  plural: 'Drivers',
  title: 'name',
  fields: {
    name: text({ label: 'Name', required: true, searched: 'name' }),
    licensed: yesNo({ label: 'Licensed' }),
  },
  lists: {},
  card: [],
})
const shift = object('shift', {
  label: 'Shift',
  plural: 'Shifts',
  title: 'note',
  owned: { by: 'tram', via: 'tram' },
  fields: {
    tram: reference('tram', { label: 'Tram', required: true }),
    note: text({ label: 'Note' }),
    by: reference('driver', { label: 'By', where: { licensed: true } }),
  },
  lists: {},
  card: [],
})
const tram = object('tram', {
  label: 'Tram',
  plural: 'Trams',
  title: 'name',
  fields: {
    name: text({ label: 'Name' }),
    driver: reference('driver', { label: 'Driver', where: { licensed: true } }),
    substitutes: references('driver', { label: 'Substitutes', where: { licensed: true } }),
    shifts: collection('shift', { label: 'Shifts', via: 'tram', owned: true }),
  },
  lists: { all: { columns: ['name'] } },
  card: [],
})
const trams: Module = { name: 'trams', objects: [driver, shift, tram] }

test('only such records can be chosen, on every way of writing, and what was chosen may stay', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [trams] })
  const anna = await make(engine, root, 'driver', { name: 'Anna', licensed: true })
  const janis = await make(engine, root, 'driver', { name: 'Jānis', licensed: false })
  const four = await make(engine, root, 'tram', { name: '4', driver: anna, shifts: [{ by: anna }] })
  const faults = async (values: object): Promise<unknown> => {
    const refused = await engine.records.update(root, 'tram', four, values as never).then(
      () => null,
      (error: { details: { errors: { field: string; code: string }[] } }) => error.details.errors,
    )
    return refused?.map(({ field, code }) => `${field} ${code}`)
  }
  assert.deepEqual(await faults({ driver: janis }), ['driver notAmong'])
  assert.deepEqual(await faults({ substitutes: [anna, janis] }), ['substitutes notAmong'])
  assert.deepEqual(await faults({ shifts: [{ by: anna }, { by: janis }] }), ['shifts[1].by notAmong'])
  assert.deepEqual(await faults({ driver: newId() }), ['driver noSuchRecord'])
  const rehearsed = await engine.records.rehearse(root, 'tram', null, { name: '5', driver: janis })
  assert.match(String(rehearsed.errors[0]?.message), /^Driver: .*Drivers: Licensed is yes.*list\.$/)
  const outcomes = await engine.records.many(
    root,
    'tram',
    [anna, janis, anna].map((by) => ({ kind: 'create', values: { driver: by } }) as const),
    {},
  )
  assert.deepEqual(
    outcomes.map(({ errors }) => errors.length),
    [0, 1, 0],
  )
  // Whoever lost the licence stays where they are, and nothing else is held up by it.
  await engine.records.update(root, 'driver', anna, { licensed: false })
  assert.equal(await faults({ name: '4a', driver: anna }), undefined)
  assert.deepEqual(await faults({ driver: null, substitutes: [anna] }), ['substitutes notAmong'])
  assert.equal(await faults({ driver: null }), undefined)
  assert.deepEqual(await faults({ driver: anna }), ['driver notAmong'])
})

test('an administrator says which records may be chosen, in words that are checked', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [trams] })
  const field = { type: 'reference', label: 'Trainee', to: 'driver' }
  for (const where of [{ hue: 'red' }, '{"licensed":', 5]) {
    await assert.rejects(engine.catalog.addField(root, 'tram', { ...field, where }), { status: 422 })
  }
  await engine.catalog.addField(root, 'tram', { ...field, where: { licensed: false } })
  const actor = await engine.access.systemActor('test')
  const anna = await make(engine, actor, 'driver', { name: 'Anna', licensed: true })
  await assert.rejects(engine.records.create(actor, 'tram', { x_trainee: anna }), { status: 422 })
})

test('whether a record that one may not see could be chosen is not told', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [trams] })
  const anna = await make(engine, root, 'driver', { name: 'Anna', licensed: true })
  const hidden = [
    await make(engine, root, 'driver', { name: 'Jānis', licensed: true }),
    await make(engine, root, 'driver', { name: 'Vera', licensed: false }),
  ]
  const post = await make(engine, root, 'post', { name: 'Dispatcher' })
  const actions = ['read', 'create', 'change']
  await make(engine, root, 'grant', { post, object: 'tram', actions, see: ['all'], change: ['all'] })
  const seen = { post, object: 'driver', actions: ['read'], rows: { name: 'Anna' }, see: ['name'] }
  await make(engine, root, 'grant', seen)
  const dora = { name: 'Dora', email: 'dora@example.com', posts: [{ post }] }
  const user = await make(engine, root, 'user', dora)
  const actor = await engine.access.actorFor({ user, source: 'api', request: 'test' })
  const answer = async (values: (driver: string) => object, driver: string): Promise<string> => {
    const given = { name: '7', ...values(driver) }
    const { errors } = await engine.records.rehearse(actor, 'tram', null, given)
    return JSON.stringify(errors).replaceAll(driver, 'X')
  }
  for (const values of [
    (driver: string) => ({ driver }),
    (driver: string) => ({ substitutes: [driver] }),
    (driver: string) => ({ shifts: [{ by: driver }] }),
  ]) {
    const unknown = await answer(values, newId())
    assert.match(unknown, /noSuchRecord/)
    for (const driver of hidden) assert.equal(await answer(values, driver), unknown)
    assert.equal(await answer(values, anna), '[]')
  }
})
