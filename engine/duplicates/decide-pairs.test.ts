import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { decidePairs } from './decide-pairs.ts'

test('a pair that is decided twice at once, whichever is named first, is decided as it was last', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [] })
  const [one, other] = [newId(), newId()]
  const pair = { score: 0.9, evidence: [] }
  await decidePairs(engine.database, 'party', root.user, [
    { ...pair, records: [one, other], state: 'open' },
    { ...pair, records: [other, one], state: 'different' },
  ])
  const rows = await engine.database.query(sql`select one, other, state from duplicate_pair`)
  assert.deepEqual(rows, [{ one, other, state: 'different' }])
})
