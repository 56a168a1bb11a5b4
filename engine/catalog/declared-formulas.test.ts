import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formula, integer, object, text } from '#model'
import { sql } from '../database/sql.ts'
import { createEngine, type Engine } from '../engine.ts'
import type { Module } from '../module.ts'
import { databaseForTest } from '../engine-for-test.ts'

type T = Parameters<typeof databaseForTest>[0]

/** The module as one version of the program after another declares it. */
function boats(formulas: Readonly<Record<string, string>>): Module {
  const worked = Object.entries(formulas).map(
    ([name, worth]) => [name, formula('integer', worth, { label: name })] as const,
  )
  const boat = object('boat', {
    label: 'Boat',
    plural: 'Boats',
    title: 'name',
    fields: {
      name: text({ label: 'Name' }),
      seats: integer({ label: 'Seats' }),
      ...Object.fromEntries(worked),
    },
    lists: { all: { columns: ['name'] } },
    card: [],
  })
  return { name: 'boats', objects: [boat as never] }
}

test('formulas that a new version brings or words anew are worked out for the records there are', async (t) => {
  const start = await versions(t)
  const old = await start({ legs: 'seats * 2' })
  await old.records.create(await old.access.systemActor('test'), 'boat', { name: 'Laiva', seats: 3 })
  const same = await start({ legs: 'seats * 2' })
  assert.deepEqual(await all(same, 'legs'), [6])
  await same.database.query(sql`update boat set legs = 5`)
  // What has not changed is not worked out again at each start.
  const again = await start({ legs: 'seats * 2' })
  assert.deepEqual(await all(again, 'legs'), [5])
  const fresh = await start({ legs: 'seats * 4', shoes: 'legs + 1' })
  assert.deepEqual([await all(fresh, 'legs'), await all(fresh, 'shoes')], [[12], [13]])
  assert.deepEqual(await fresh.verify(), [])
})

test('in a large table they are pending until a job has worked them out', async (t) => {
  const start = await versions(t)
  const old = await start({ legs: 'seats * 2' })
  await old.database.query(
    sql`insert into boat (id, name, seats, legs) select gen_random_uuid(), 'Boat ' || n, n % 5, n % 5 * 2
        from generate_series(1, 6000) n`,
  )
  await old.database.query(
    sql`insert into audit_entry (change, source, object, record, action, after)
        select id, 'system', 'boat', id, 'create', jsonb_build_object('name', name, 'seats', seats) from boat`,
  )
  const fresh = await start({ legs: 'seats * 4', shoes: 'legs + 1' })
  const pending = () =>
    ['legs', 'shoes'].map((name) => fresh.model().objects.get('boat')?.fields.get(name)?.pending)
  assert.deepEqual(pending(), [true, true])
  await fresh.jobs.drain()
  await fresh.catalog.current()
  assert.deepEqual(pending(), [false, false])
  assert.deepEqual(await fresh.verify(), [])
  assert.deepEqual((await all(fresh, 'shoes')).toSorted((a, b) => a - b).slice(-1), [17])
})

/** Each version takes the place of the one before it. */
async function versions(t: T): Promise<(formulas: Readonly<Record<string, string>>) => Promise<Engine>> {
  const { url, schema } = await databaseForTest(t)
  let engine: Engine | undefined
  t.after(async () => engine?.close())
  return async (formulas) => {
    await engine?.close()
    const modules = [boats(formulas)]
    engine = await createEngine({
      databaseUrl: url,
      schema,
      dataFolder: '/tmp',
      modules,
      declaredTables: true,
    })
    return engine
  }
}

async function all(engine: Engine, field: string): Promise<number[]> {
  const actor = await engine.access.systemActor('test')
  const json = await engine.records.list(actor, 'boat', { fields: [field], limit: 1000 })
  const { items } = JSON.parse(json) as { items: Record<string, number>[] }
  return items.map((item) => item[field] ?? Number.NaN)
}
