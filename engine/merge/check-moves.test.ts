import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, text } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Database, Transaction } from '../database/database.ts'
import { explaining } from '../database/explaining-for-test.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { checkMoves } from './check-moves.ts'

const note = object('note', {
  label: 'Note',
  plural: 'Notes',
  title: 'name',
  fields: { name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})

const many = 2_000

test('many merges are held against the log without each being held against each', async (t) => {
  const { engine } = await engineForTest(t, { modules: [{ name: 'notes', objects: [note] }] })
  const { database } = engine
  await database.query(
    sql`with merged as (
          select n, gen_random_uuid() as other, gen_random_uuid() as target, gen_random_uuid() as change
          from generate_series(1, ${many}::int) n),
        moved as (insert into moved_record (id, object, target) select other, 'note', target from merged),
        named as (
          insert into moved_name (object, field, value, record)
          select 'note', '~title', 'note ' || n, other from merged
          union all select 'note', 'number', 'N-' || n, other from merged)
        insert into audit_entry (change, source, object, record, action, before, after)
        select change, 'test', 'note', other, 'delete', '{}'::jsonb, null from merged
        union all select change, 'test', 'note', target, 'do:note.merge', null,
          jsonb_build_object('other', other, 'title', 'Note ' || n, 'number', 'N-' || n) from merged`,
  )
  const plans: PlanStep[] = []
  const watched: Database = {
    ...database,
    transaction: (work, options) =>
      database.transaction((tx: Transaction) => work(explaining(tx, plans)), options),
  }
  assert.deepEqual(await checkMoves(watched, engine.model()), [])
  for (const plan of plans) assert.ok(planRows(plan) < 50 * many, `${planRows(plan)} rows are too many`)
  // An index that is read whole for each row tells of few rows.
  assert.equal(Math.max(...plans.map(looksAtNames)), 1)
})

/** How often the names are looked at from the beginning. */
function looksAtNames(step: PlanStep): number {
  const own = String(step['Relation Name']) === 'moved_name' ? (step['Actual Loops'] ?? 0) : 0
  return Math.max(own, ...(step.Plans ?? []).map(looksAtNames))
}
