import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, sequenceNumber, text } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import { nextNumbers, startNumbersAt } from './next-numbers.ts'
import { numberPattern } from './number-pattern.ts'

const order = object('order', {
  label: 'Order',
  plural: 'Orders',
  title: 'number',
  fields: {
    number: sequenceNumber({ label: 'Number', pattern: 'O-{000}' }),
    yearly: sequenceNumber({ label: 'Yearly number', pattern: '{YYYY}/{MM}-{00}' }),
    note: text({ label: 'Note' }),
  },
  lists: {},
  card: [],
})
const modules = [{ name: 'orders', objects: [order] }]

function numbers(engine: Engine, count: number, field = 'number', today?: string): Promise<string[]> {
  const face = engine.model().objects.get('order')!
  return engine.database.transaction((tx) => nextNumbers(tx, face, face.fields.get(field)!, count, today))
}

for (const [pattern, day, count, written, period] of [
  ['C-{00000}', '2026-03-31', 17, 'C-00017', ''],
  ['C-{00000}', '2026-03-31', 123456, 'C-123456', ''],
  ['{YYYY}-{000}', '2026-03-31', 5, '2026-005', '2026'],
  ['{YY}{MM}/{0}', '2026-03-31', 5, '2603/5', '2026_03'],
  ['INV', '2026-03-31', 5, 'INV5', ''],
] as const) {
  test(`the number ${count} of ${pattern} is ${written}`, () => {
    const read = numberPattern(pattern, day)
    assert.deepEqual([read.write(count), read.period], [written, period])
  })
}

test('numbers follow one another, and nobody gets one twice', async (t) => {
  const { engine } = await engineForTest(t, { modules })
  assert.deepEqual(await numbers(engine, 2), ['O-001', 'O-002'])
  const taken = await Promise.all(Array.from({ length: 20 }, () => numbers(engine, 10)))
  assert.equal(new Set(taken.flat()).size, 200)
})

test('numbers that records brought with them are skipped without a gap', async (t) => {
  const { engine } = await engineForTest(t, { modules })
  await engine.database.query(
    sql`insert into "order" (id, number) select gen_random_uuid(), 'O-' || lpad(n::text, greatest(3, length(n::text)), '0')
        from generate_series(1, 30000) n where n <> 2`,
  )
  assert.deepEqual(await numbers(engine, 3), ['O-002', 'O-30001', 'O-30002'])
  assert.deepEqual(await numbers(engine, 1), ['O-30003'])
})

test('a number with the year begins anew each year', async (t) => {
  const { engine } = await engineForTest(t, { modules })
  assert.deepEqual(await numbers(engine, 2, 'yearly', '2026-03-31'), ['2026/03-01', '2026/03-02'])
  assert.deepEqual(await numbers(engine, 1, 'yearly', '2026-04-01'), ['2026/04-01'])
})

test('numbers can be made to go on from where an older system stopped', async (t) => {
  const { engine } = await engineForTest(t, { modules })
  const face = engine.model().objects.get('order')!
  await engine.database.transaction((tx) => startNumbersAt(tx, face, face.fields.get('number')!, 5000))
  assert.deepEqual(await numbers(engine, 2), ['O-5000', 'O-5001'])
})
