import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collection, object, reference, text } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Database } from '../database/database.ts'
import { explaining } from '../database/explaining-for-test.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { checkAgainstLog } from './check-against-log.ts'

const part = object('part', {
  label: 'Part',
  plural: 'Parts',
  title: 'name',
  owned: { by: 'toy', via: 'toy' },
  fields: { toy: reference('toy', { label: 'Toy', required: true }), name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})
const toy = object('toy', {
  label: 'Toy',
  plural: 'Toys',
  title: 'name',
  fields: {
    name: text({ label: 'Name' }),
    parts: collection('part', { label: 'Parts', via: 'toy', owned: true }),
  },
  lists: { all: { columns: ['name'] } },
  card: [],
})
const records = 1_500
/** Rows that all steps together may look at for each record of it. */
const mostForEach = 100

test('the log is gone through once for each object, not once for each of its records', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [{ name: 'toys', objects: [toy, part] }] })
  await engine.records.create(root, 'toy', { name: 'Top', parts: [{ name: 'String' }] })
  await engine.database.query(
    sql`insert into audit_entry (change, source, request, object, record, action, before, after)
        select gen_random_uuid(), 'api', 'filled', 'toy', gen_random_uuid(), 'create', null,
               jsonb_build_object('name', n::text, 'parts', jsonb_build_array(
                 jsonb_build_object('id', gen_random_uuid(), 'name', 'Axle'),
                 jsonb_build_object('id', gen_random_uuid(), 'name', 'Wheel')))
        from generate_series(1, ${records}::int) n`,
  )
  const plans: PlanStep[] = []
  const findings = await checkAgainstLog(explained(engine.database, plans), engine.model())
  assert.match(findings.join('\n'), /1500 Toys: are in the log, but missing in the table/)
  const most = Math.max(...plans.map(planRows))
  assert.ok(most > records, 'What is explained goes through the log.')
  assert.ok(most < records * mostForEach, `${most} rows are too many.`)
})

/** The same database, which keeps how each statement was worked out. */
function explained(database: Database, plans: PlanStep[]): Database {
  return {
    ...database,
    transaction: (work, options) => database.transaction((tx) => work(explaining(tx, plans)), options),
  }
}
