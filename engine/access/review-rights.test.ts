import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAt, newId } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { rightsToReview } from './review-rights.ts'

const today = dayAt(Date.now(), 'Europe/Riga')
const [users, deeds, posts] = [120, 60, 12]

test('the review looks through the use of rights once, whether or not the planner knows the tables', async (t) => {
  const { database } = (await engineForTest(t)).engine
  const people = Array.from({ length: users }, () => newId())
  const held = Array.from({ length: posts }, () => newId())
  await database.query(
    sql`insert into "user" (id, name, email, active) select id, id::text, id || '@osta.lv', true
        from unnest(${people}::uuid[]) p(id)`,
  )
  await database.query(
    sql`insert into post (id, name, administrator) select id, id::text, false from unnest(${held}::uuid[]) p(id)`,
  )
  await database.query(
    sql`insert into user_post (id, "user", post) select gen_random_uuid(), u.id, (${held}::uuid[])[1 + u.at % ${posts}::int]
        from unnest(${people}::uuid[]) with ordinality u(id, at)`,
  )
  await database.query(
    sql`insert into "grant" (id, post, object, actions, created_at)
        select gen_random_uuid(), p, 'object' || o, '{read,create,change,delete}', now() - interval '200 days'
        from unnest(${held}::uuid[]) p, generate_series(1, ${deeds / 4}::int) o`,
  )
  await database.query(
    sql`insert into right_use ("user", object, action, last_on)
        select u, 'object' || o, a, current_date - o
        from unnest(${people}::uuid[]) u, generate_series(1, ${deeds / 4}::int) o,
             unnest('{read,create,change,delete}'::text[]) a`,
  )
  const explained: PlanStep[] = []
  const explaining = {
    query: async (piece) => {
      const [row] = await database.query<{ 'QUERY PLAN': { Plan: PlanStep }[] }>(
        sql`explain (analyze, timing off, format json) ${piece}`,
      )
      explained.push(row!['QUERY PLAN'][0]!.Plan)
      return []
    },
  } as Connection
  const most = users * deeds * 30
  await rightsToReview(explaining, today, 90)
  await database.query(
    sql`analyze ${join(['user', 'post', 'user_post', 'grant', 'right_use'].map((one) => id(one)))}`,
  )
  await rightsToReview(explaining, today, 90)
  assert.equal(explained.length, 2)
  for (const plan of explained) assert.ok(planRows(plan) < most, `${planRows(plan)} rows are too many`)
  const unused = await rightsToReview(database, today, 5)
  assert.ok(unused.some(({ kind, what }) => kind === 'grant' && what === 'object6'))
  assert.ok(!unused.some(({ kind, what }) => kind === 'grant' && what === 'object4'))
})
