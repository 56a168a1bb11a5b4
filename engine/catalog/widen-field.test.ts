import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { cars, get, make } from './cars-for-test.ts'

type T = Parameters<typeof engineForTest>[0]

test('on a large table a whole number becomes a decimal by a job, and nobody waits', async (t) => {
  const { engine, root } = await manyCars(t)
  const field = () => engine.model().objects.get('car')?.fields.get('x_doors')
  const becoming = () => engine.catalog.rows().fields.find(({ name }) => name === 'x_doors')?.becoming
  await engine.catalog.changeField(root, 'car', 'x_doors', { type: 'decimal', label: 'Doors and halves' })
  assert.deepEqual([field()?.field.type, becoming()], ['integer', 'decimal'])
  // Until it is done, people write whole numbers, and none of them is lost.
  const actor = await engine.access.systemActor('test')
  const volga = await make(engine, actor, 'car', { name: 'Volga', x_doors: 7 })
  await engine.database.query(sql`update car set x_doors = 2 where x_doors = 3`)
  await assert.rejects(engine.catalog.changeField(root, 'car', 'x_doors', { label: 'X' }), {
    code: 'catalog.changing',
  })
  await assert.rejects(engine.catalog.retireField(root, 'car', 'x_doors'), { code: 'catalog.changing' })
  await engine.jobs.drain()
  await engine.catalog.current()
  assert.deepEqual(
    [field()?.field.type, field()?.field.label, becoming()],
    ['decimal', 'Doors and halves', null],
  )
  const later = await engine.access.systemActor('test')
  assert.equal((await get(engine, later, 'car', volga))['x_doors'], '7')
  await engine.records.update(later, 'car', volga, { x_doors: '7.5' })
  const [sums] = await engine.database.query(
    sql`select sum(x_doors)::text as sum, count(*)::int as n, count(*) filter (where x_doors = 3)::int as threes
        from car where name <> 'Volga'`,
  )
  assert.deepEqual(sums, { sum: '13500', n: 6000, threes: 0 })
  const index = await engine.database.query<{ indexdef: string; valid: boolean }>(
    sql`select indexdef, (select indisvalid from pg_index where indexrelid = to_regclass(indexname)) as valid
        from pg_indexes where tablename = 'car' and indexdef like '%x_doors%'`,
  )
  assert.equal(index.length, 1)
  assert.match(index[0]?.indexdef ?? '', /INDEX car_x_doors_idx .*\(x_doors, id\)/)
  assert.equal(index[0]?.valid, true)
  const left = await engine.database.query(
    sql`select attname from pg_attribute where attrelid = to_regclass('car') and attname like '%~'`,
  )
  assert.deepEqual(left, [])
})

test('what a field becomes can be called off, and asked for again while the first job is at work', async (t) => {
  const { engine, root } = await manyCars(t)
  await engine.catalog.changeField(root, 'car', 'x_doors', { type: 'decimal' })
  await engine.catalog.changeField(root, 'car', 'x_doors', { type: 'integer' })
  assert.equal(engine.catalog.rows().fields.find(({ name }) => name === 'x_doors')?.becoming, null)
  const actor = await engine.access.systemActor('test')
  await make(engine, actor, 'car', { name: 'Volga', x_doors: 7 })
  await engine.catalog.changeField(root, 'car', 'x_doors', { type: 'money' })
  // The first job believes to have copied half of the records already.
  const [half] = await engine.database.query<{ id: string }>(
    sql`select id::text from car order by id offset 3000 limit 1`,
  )
  await engine.database.query(
    sql`update job set payload = payload || jsonb_build_object('after', ${half?.id ?? null}::text)
        where name = 'widen field' and created_at = (select min(created_at) from job where name = 'widen field')`,
  )
  await engine.jobs.drain()
  const [sum] = await engine.database.query(sql`select sum(x_doors)::text as sum from car`)
  assert.deepEqual(sum, { sum: '15007' })
  assert.equal(
    (await engine.catalog.current()).objects.get('car')?.fields.get('x_doors')?.field.type,
    'money',
  )
})

test('what needs no new column is changed at once, however large the table', async (t) => {
  const { engine, root } = await manyCars(t)
  await engine.catalog.addField(root, 'car', { type: 'choice', label: 'Hue', values: ['red'] })
  await engine.catalog.addField(root, 'car', { type: 'text', label: 'Note', max: 20 })
  await engine.catalog.addField(root, 'car', { type: 'decimal', label: 'Length', decimals: 1 })
  await engine.catalog.changeField(root, 'car', 'x_hue', { values: ['red', 'blue'] })
  await engine.catalog.changeField(root, 'car', 'x_note', { max: 200 })
  await engine.catalog.changeField(root, 'car', 'x_note', { type: 'longText', max: null })
  await engine.catalog.changeField(root, 'car', 'x_length', { decimals: 4 })
  const actor = await engine.access.systemActor('test')
  const values = { name: 'Volga', x_hue: 'blue', x_note: 'x'.repeat(300), x_length: '4.8175' }
  const volga = await make(engine, actor, 'car', values)
  const { x_hue, x_length } = await get(engine, actor, 'car', volga)
  assert.deepEqual([x_hue, x_length], ['blue', '4.8175'])
})

/** Six thousand cars with one to four doors each. */
async function manyCars(t: T) {
  const made = await engineForTest(t, { modules: [cars] })
  await made.engine.catalog.addField(made.root, 'car', { type: 'integer', label: 'Doors', indexed: true })
  await made.engine.database.transaction((tx) =>
    tx.query(
      raw(
        `insert into car (id, name, x_doors) select gen_random_uuid(), 'Car ' || n, n % 4 + 1 from generate_series(1, 6000) n`,
      ),
    ),
  )
  return made
}
