import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '#testing'
import { modules } from '../modules/index.ts'
import { createEngine, type EngineOptions } from './engine.ts'
import { sql } from './database/sql.ts'

test('an installation starts on an empty database, and again on the one it made', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const options: EngineOptions = { databaseUrl: url, schema, dataFolder: '/tmp', modules }
  const first = await createEngine(options)
  assert.ok(first.model().byPath.has('customers'))
  const posts = await first.database.query<{ key: string }>(sql`select key from post order by key`)
  const keys = ['administrator', 'clerk', 'collector', 'finance', 'leader', 'manager', 'partner', 'seller']
  assert.deepEqual(
    posts.map(({ key }) => key),
    keys,
  )
  await first.database.query(sql`delete from "grant" where object = 'customer'`)
  await first.close()
  const steps: string[] = []
  const again = await createEngine({ ...options, progress: ({ name }) => steps.push(name) })
  assert.deepEqual(steps, [])
  const grants = await again.database.query(sql`select from "grant" where object = 'customer'`)
  assert.equal(grants.length, 0, 'What an administrator took away does not come back.')
  await again.close()
})

test('processes that start together on an empty database make one installation', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const options: EngineOptions = { databaseUrl: url, schema, dataFolder: '/tmp', modules }
  const engines = await Promise.all([createEngine(options), createEngine(options), createEngine(options)])
  const [row] = await engines[0].database.query(sql`select count(*)::int as n from post where key = 'clerk'`)
  assert.deepEqual(row, { n: 1 })
  await Promise.all(engines.map((engine) => engine.close()))
})

test('an installation in a schema of its own knows nothing of its neighbour', async (t) => {
  const { url } = await freshDatabase(t)
  const tenants = ['tenant_a', 'tenant_b'].map((schema) =>
    createEngine({ databaseUrl: url, schema, dataFolder: '/tmp', modules }),
  )
  const [one, two] = await Promise.all(tenants)
  const root = await one!.access.systemActor('test')
  await one!.records.create(root, 'customer', { name: 'Rīgas Osta', country: 'LV' })
  await one!.catalog.addField(root, 'customer', { type: 'text', label: 'Hue' })
  const there = await two!.records.list(await two!.access.systemActor('test'), 'customer', {})
  assert.deepEqual((JSON.parse(there) as { items: unknown[] }).items, [])
  assert.equal(two!.model().objects.get('customer')?.fields.has('x_hue'), false)
  await Promise.all([one!.close(), two!.close()])
})
