import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine, sql, type Engine } from '#engine'
import { freshDatabase } from '#testing'
import { readMigrations, type Migration } from '../../engine/schema/migrate.ts'
import { modules } from '../../modules/index.ts'

/** A step as a later version would bring it: a column moves, and what is in it stays. */
const later: Migration = {
  number: 9_001,
  name: 'later',
  text: `alter table party add column trading_name text;
         update party set trading_name = upper(name) where is_customer;
         alter table party alter column notes set default '';
         alter table party alter column notes drop default`,
}

test('a filled database is brought to the present with all that is in it', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const present = await readMigrations()
  const open = async (migrations: readonly Migration[]) =>
    createEngine({ databaseUrl: url, schema, dataFolder: '/tmp', modules, migrations, connections: 4 })
  const old = await open(present)
  const number = await filled(old)
  const before = await contents(old)
  await old.close()

  const steps: string[] = []
  const upgraded = await createEngine({
    databaseUrl: url,
    schema,
    dataFolder: '/tmp',
    modules,
    migrations: [...present, later],
    connections: 4,
    progress: ({ done, total, name }) => void steps.push(`${done}/${total} ${name}`),
  })
  assert.deepEqual(steps, ['0/1 later', '1/1 '])
  assert.deepEqual(await contents(upgraded), before)
  assert.deepEqual(await upgraded.verify(), [])
  const [moved] = await upgraded.database.query(sql`select trading_name from party where number = ${number}`)
  assert.deepEqual(moved, { trading_name: 'SIA RĪGAS OSTA' })
  // It can be worked on as before, and formulas follow.
  const actor = await upgraded.access.systemActor('test')
  const made = await upgraded.records.create(actor, 'x_rental', { x_name: 'Third', x_days: 3, x_rate: '10' })
  assert.equal((JSON.parse(made.json ?? '{}') as Record<string, unknown>)['x_total'], '30')
  await upgraded.close()

  const again = await open([...present, later])
  await again.close()
  await assert.rejects(open(present), /newer/)
})

/** A customer, and an object of people's own with a formula; gives the customer's number. */
async function filled(engine: Engine): Promise<string> {
  const root = await engine.access.systemActor('test')
  await engine.catalog.addObject(root, { label: 'Rental' })
  await engine.catalog.addField(root, 'x_rental', { type: 'integer', label: 'Days' })
  await engine.catalog.addField(root, 'x_rental', { type: 'decimal', label: 'Rate', indexed: true })
  await engine.catalog.addField(root, 'x_rental', {
    type: 'formula',
    label: 'Total',
    gives: 'decimal',
    formula: 'x_days * x_rate',
  })
  await engine.catalog.addField(root, 'customer', { type: 'choice', label: 'Tier', values: ['a', 'b'] })
  const actor = await engine.access.systemActor('test')
  await engine.records.create(actor, 'x_rental', { x_name: 'First', x_days: 7, x_rate: '12.50' })
  await engine.records.create(actor, 'x_rental', { x_name: 'Second' })
  const customer = await engine.records.create(actor, 'customer', {
    name: 'SIA Rīgas Osta',
    x_tier: 'b',
    creditLimit: '1200.50',
    emails: [{ email: 'osta@example.com' }],
  })
  return (JSON.parse(customer.json ?? '{}') as { number: string }).number
}

async function contents(engine: Engine): Promise<unknown> {
  const actor = await engine.access.systemActor('test')
  const listed = async (object: string, query: object) =>
    (JSON.parse(await engine.records.list(actor, object, query)) as { items: unknown[] }).items
  const history = await engine.database.query(sql`select object, action, after from audit_entry order by id`)
  return {
    rentals: await listed('x_rental', { sort: 'x_name' }),
    customers: await listed('customer', { search: 'osta' }),
    grants: (await listed('grant', { limit: 1000 })).length,
    history,
  }
}
