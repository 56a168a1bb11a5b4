import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../index.ts'

test('neither parents nor payers nor categories go in a circle, one by one or many at once', async (t) => {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    ...{ databaseUrl: url, schema, dataFolder: '/tmp', modules },
  })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  const { records } = engine
  const made = async (name: string, values: object = {}) =>
    (await records.create(root, 'customer', { name, ...values })).id
  const head = await made('Head office')
  const branch = await made('Branch', { parent: head, payer: head })
  const shop = await made('Shop', { parent: branch })
  await assert.rejects(records.update(root, 'customer', head, { parent: shop }), /lead back/)
  await assert.rejects(records.update(root, 'customer', head, { parent: head }), /lead back/)
  await assert.rejects(records.update(root, 'party', head, { payer: branch }), /lead back/)
  await records.update(root, 'customer', shop, { parent: head, payer: head })
  const both = await records.many(
    root,
    'customer',
    [
      { kind: 'update', id: head, values: { payer: shop } },
      { kind: 'update', id: branch, values: { city: 'Ogre' } },
    ],
    {},
  )
  assert.deepEqual(
    both.map(({ errors }) => errors.map(({ code }) => code)),
    [['circle'], []],
  )
  const top = (await records.create(root, 'category', { name: 'Top' })).id
  const under = (await records.create(root, 'category', { name: 'Under', parent: top })).id
  await assert.rejects(records.update(root, 'category', top, { parent: under }), /lead back/)
})
