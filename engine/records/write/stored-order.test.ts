import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../database/sql.ts'
import { engineForTest } from '../../engine-for-test.ts'
import { storedOrder } from './stored-order.ts'

test('keys stand as PostgreSQL keeps them', async (t) => {
  const { engine } = await engineForTest(t)
  const value = {
    street: 'x',
    city: null,
    ā: 1,
    zz: [{ b: 1, a: { yy: 1, x: 2 } }],
    region: {},
    zā: 'ē',
    aaa: 0,
  }
  const [row] = await engine.database.query<{ v: unknown }>(sql`select ${JSON.stringify(value)}::jsonb as v`)
  assert.equal(JSON.stringify(storedOrder(value)), JSON.stringify(row?.v))
})
