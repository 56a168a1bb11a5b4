import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collection, object, reference, text, type ObjectDeclaration } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import type { Actor } from '../access/actor.ts'
import { get, make } from './cars-for-test.ts'
import { describeModel } from './describe-model.ts'
import { resolveModel } from './resolve-model.ts'
import { user } from './user-for-test.ts'

type T = Parameters<typeof engineForTest>[0]

/** Orders with lines of their own, notes that stand by themselves, and invoices. */
async function orders(t: T) {
  const { engine, root, another } = await engineForTest(t)
  await engine.catalog.addObject(root, { label: 'Order', plural: 'Orders' })
  await engine.catalog.addObject(root, { label: 'Invoice', plural: 'Invoices' })
  await engine.catalog.addObject(root, { label: 'Line', plural: 'Lines', ownedBy: 'x_order' })
  await engine.catalog.addObject(root, { label: 'Note', plural: 'Notes' })
  const refer = { type: 'reference', label: 'Of', to: 'x_order' }
  await engine.catalog.addField(root, 'x_note', refer)
  await engine.catalog.addField(root, 'x_line', refer)
  return { engine, root, another }
}

function add(engine: Engine, root: Actor, label: string, settings: object, to = 'x_order'): Promise<string> {
  return engine.catalog.addField(root, to, { type: 'collection', label, ...settings })
}

type Refused = { status: number; details: { errors: { field: string; code: string; message: string }[] } }

async function refusal(work: Promise<unknown>) {
  const problem = await work.then(
    () => null,
    (error: unknown) => error as Refused,
  )
  assert.equal(problem?.status, 422)
  const [first] = problem?.details.errors ?? []
  return { field: first?.field, code: first?.code, message: String(first?.message) }
}

test('a field cannot hold what is no line of its records', async (t) => {
  const { engine, root } = await orders(t)
  const owned = (label: string, of: string, via: string, to?: string) =>
    refusal(add(engine, root, label, { of, via, owned: true }, to))
  const alone = await owned('Notes', 'x_note', 'x_of')
  assert.deepEqual([alone.field, alone.code], ['owned', 'owned'])
  assert.match(alone.message, /^Of notes each stands by itself.*made with ownedBy: "x_order"\.$/)
  const other = await owned('Lines', 'x_line', 'x_of')
  assert.deepEqual([other.field, other.code], ['via', 'owned'])
  assert.match(other.message, /its field “Order” names/)
  await engine.catalog.addField(root, 'x_line', { type: 'reference', label: 'Bill', to: 'x_invoice' })
  const foreign = await owned('Lines', 'x_line', 'x_bill', 'x_invoice')
  assert.deepEqual([foreign.field, foreign.code], ['owned', 'owned'])
  assert.match(foreign.message, /belongs to one of orders/)
  await add(engine, root, 'Notes', { of: 'x_note', via: 'x_of' })
  const later = await refusal(engine.catalog.changeField(root, 'x_order', 'x_notes', { owned: true }))
  assert.deepEqual([later.field, later.code], ['owned', 'owned'])
})

test('records are looked back at by a field that leads here', async (t) => {
  const { engine, root } = await orders(t)
  const { field, message } = await refusal(add(engine, root, 'Notes', { of: 'x_note', via: 'x_name' }))
  assert.deepEqual([field, message], ['via', 'Name a field of theirs that leads to orders.'])
  assert.equal((await refusal(add(engine, root, 'Notes', { of: 'x_note', via: 'createdBy' }))).field, 'via')
})

test('lines are held by one field: another only looks at them, and they come back once', async (t) => {
  const { engine, root } = await orders(t)
  const lines = { of: 'x_line', via: 'x_order' }
  await add(engine, root, 'Lines', { ...lines, owned: true })
  const twice = await refusal(add(engine, root, 'Again', { ...lines, owned: true }))
  assert.deepEqual([twice.field, twice.code], ['owned', 'taken'])
  await add(engine, root, 'Seen', lines)
  const actor = await engine.access.systemActor('test')
  const order = await make(engine, actor, 'x_order', { x_name: 'O-1', x_lines: [{ x_name: 'a' }] })
  const gone = await engine.records.remove(actor, 'x_order', order)
  await engine.undo(actor, String(gone.change))
  const back = (await get(engine, actor, 'x_order', order))['x_lines'] as { x_name: string }[]
  assert.deepEqual(
    back.map((line) => line.x_name),
    ['a'],
  )
  await engine.catalog.retireField(root, 'x_order', 'x_lines')
  await add(engine, root, 'Others', { ...lines, owned: true })
  const restored = await refusal(engine.catalog.restoreField(root, 'x_order', 'x_lines'))
  assert.deepEqual([restored.field, restored.code], ['owned', 'taken'])
})

test('a field that was made before only looks back: what is written into it is refused', async (t) => {
  const { engine, root, another } = await orders(t)
  await add(engine, root, 'Notes', { of: 'x_note', via: 'x_of' })
  const set = sql`'{"owned": true, "how": "required", "default": [{"x_name": "?"}]}'::jsonb`
  await engine.database.query(
    sql`update catalog_field set declaration = (declaration::jsonb || ${set})::json where name = 'x_notes'`,
  )
  const later = await another()
  const actor = await later.access.systemActor('test')
  const lost = await refusal(
    later.records.create(actor, 'x_order', { x_name: 'O-1', x_notes: [{ x_name: 'a' }] }),
  )
  assert.deepEqual([lost.field, lost.code], ['x_notes', 'notSettable'])
  assert.equal(
    lost.message,
    '“Notes” shows records that are kept by themselves. Leave it out, and write them there.',
  )
  await make(later, actor, 'x_order', { x_name: 'O-1' })
  const described = describeModel(later.model(), actor, later.actions).objects.find(
    ({ name }) => name === 'x_order',
  )
  const shown = described?.fields.find(({ name }) => name === 'x_notes')
  assert.deepEqual([shown?.change, shown?.derived, shown?.required], [false, true, false])
  await later.catalog.changeField(root, 'x_order', 'x_notes', { label: 'Remarks' })
})

test('a declaration that holds what is no line of its records does not start', () => {
  const car = (lines: object) =>
    object('car', {
      label: 'Car',
      plural: 'Cars',
      title: 'name',
      fields: { name: text({ label: 'Name' }), ...lines },
      lists: {},
      card: [],
    }) as unknown as ObjectDeclaration
  const trip = (more: object) =>
    object('trip', {
      label: 'Trip',
      plural: 'Trips',
      title: 'name',
      fields: {
        name: text({ label: 'Name' }),
        car: reference('car', { label: 'Car', required: true }),
        second: reference('car', { label: 'Second' }),
      },
      lists: {},
      card: [],
      ...more,
    }) as unknown as ObjectDeclaration
  const trips = (via: string) => collection('trip', { label: 'Trips', via, owned: true })
  const resolve = (lines: object, more: object) => () =>
    resolveModel({ version: 1, declarations: [user, car(lines), trip(more)], extensions: [] })
  const byCar = { owned: { by: 'car', via: 'car' } }
  assert.doesNotThrow(resolve({ trips: trips('car') }, byCar))
  assert.throws(resolve({ trips: trips('car') }, {}), /car\.trips holds trip as lines, which are not owned/)
  assert.throws(resolve({ trips: trips('second') }, byCar), /owned by another field of theirs/)
  const byUser = { owned: { by: 'user', via: 'car' } }
  assert.throws(resolve({ trips: trips('car') }, byUser), /owned by another object/)
  assert.throws(resolve({ trips: trips('car'), more: trips('car') }, byCar), /which another field holds too/)
})
