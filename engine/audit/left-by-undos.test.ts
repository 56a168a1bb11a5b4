import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId, object, integer, text } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { leftAnything } from './left-by-undos.ts'
import { formerUndo } from './open-undo.ts'

const counter = object('counter', {
  ...{ label: 'Counter', plural: 'Counters', title: 'name', lists: {}, card: [] },
  fields: { name: text({ label: 'Name', required: true }), at: integer({ label: 'At' }) },
})
const many = 3_000

test('what is left of a change of many is found without going through the log for each record', async (t) => {
  const { database, change, undo, explaining, plans } = await undoneInPart(t, 300)
  for (const isKnown of [false, true]) {
    if (isKnown) await database.query(sql`analyze audit_entry`)
    assert.equal(await leftAnything(explaining, change), true)
    await database.query(sql`update change set kept = 0 where id = ${undo}`)
    assert.equal(await leftAnything(explaining, change), false, 'nothing was kept')
    await database.query(sql`update change set kept = 300 where id = ${undo}`)
  }
  const most = Math.max(...plans.map(planRows))
  assert.ok(most < many * 25, `${most} rows are too many`)
})

test('where all that an undo kept is written beside it, only that is looked at', async (t) => {
  const { database, change, undo, explaining, plans, records } = await undoneInPart(t, 3)
  const kept = records.slice(0, 3)
  await database.query(
    sql`insert into undo_kept (change, nr, object, record, reason)
        select ${undo}::uuid, nr, 'counter', record, '{}' from unnest(${kept}::uuid[]) with ordinality k(record, nr)`,
  )
  assert.equal(await leftAnything(explaining, change), true)
  await database.query(
    sql`insert into audit_entry (change, source, object, record, action, before, after)
        select ${undo}::uuid, 'api', 'counter', record, 'update', '{"at": 2}', '{"at": 1}' from unnest(${kept}::uuid[]) k(record)`,
  )
  assert.equal(await leftAnything(explaining, change), false)
  const most = Math.max(...plans.map(planRows))
  assert.ok(most < 200, `${most} rows are too many`)
})

test('the job of an undo is found by the change that it makes', async (t) => {
  const { database, change, undo, root, explaining, plans } = await undoneInPart(t, 1)
  await database.query(
    sql`insert into job (id, name, payload, state, actor) select gen_random_uuid(), 'undo',
          jsonb_build_object('change', gen_random_uuid()), 'done', ${root.user} from generate_series(1, ${many}::int)`,
  )
  await database.query(
    sql`insert into job (id, name, payload, state, actor) values (gen_random_uuid(), 'undo',
          jsonb_build_object('change', ${undo}::uuid, 'below', '7', 'done', 1), 'cancelled', ${root.user})`,
  )
  assert.deepEqual(await formerUndo(explaining, change), { below: '7', ahead: [] })
  const most = Math.max(...plans.map(planRows))
  assert.ok(most < 100, `${most} rows are too many`)
})

/** A change of many of which an undo left the first ones, and a connection that explains what is asked. */
async function undoneInPart(t: TestContext, left: number) {
  const { engine, root } = await engineForTest(t, { modules: [{ name: 'club', objects: [counter] }] })
  const { database } = engine
  const [change, undo] = [newId(), newId()]
  const records = Array.from({ length: many }, () => newId())
  const entries = (of: string, some: readonly string[], before: string, after: string) =>
    database.query(
      sql`insert into audit_entry (change, source, object, record, action, before, after)
          select ${of}::uuid, 'api', 'counter', record, 'update', ${before}::jsonb, ${after}::jsonb
          from unnest(${some}::uuid[]) r(record)`,
    )
  await database.query(sql`insert into change (id, kind, label) values (${change}, 'bulk', 'Many')`)
  await database.query(
    sql`insert into change (id, kind, label, undoes, kept) values (${undo}, 'undo', 'Undo', ${change}, ${left}::int)`,
  )
  await entries(change, records, '{"at": 1}', '{"at": 2}')
  await entries(undo, records.slice(left).toReversed(), '{"at": 2}', '{"at": 1}')
  const plans: PlanStep[] = []
  const explaining = {
    query: async (piece) => {
      const [row] = await database.query<{ 'QUERY PLAN': { Plan: PlanStep }[] }>(
        sql`explain (analyze, timing off, format json) ${piece}`,
      )
      plans.push(row!['QUERY PLAN'][0]!.Plan)
      return database.query(piece)
    },
  } as Connection
  return { database, root, change, undo, records, explaining, plans }
}
