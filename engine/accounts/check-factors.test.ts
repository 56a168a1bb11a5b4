import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Transaction } from '../database/database.ts'
import { explaining } from '../database/explaining-for-test.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { checkFactors } from './check-factors.ts'

test('the app with codes of somebody who was deleted is no fault, and one that nobody added is', async (t) => {
  const { engine, root } = await engineForTest(t)
  const { database, records } = engine
  const made = async (name: string) =>
    (await records.create(root, 'user', { name, email: `${name}@firma.example` })).id
  const [one, other] = [await made('ilze'), await made('janis')]
  for (const user of [one, other])
    await database.query(
      sql`insert into totp ("user", secret, confirmed_at) values (${user}, '\\x00', now())`,
    )
  const added = sql`insert into audit_entry (change, actor, source, object, record, action, after)
    values (${newId()}, ${one}, 'web', 'user', ${one}, 'addSecondFactor', '{"kind": "totp"}')`
  await database.query(added)
  await records.remove(root, 'user', one)
  const nobody = `An app with codes stands for the user ${other}, but the log does not know that it was added.`
  assert.deepEqual(await checkFactors(database), [nobody])

  // Whoever signs in each day leaves many entries.
  await database.query(
    sql`insert into audit_entry (change, actor, source, object, record, action, after)
        select gen_random_uuid(), ${one}::uuid, 'web', 'user', ${other}::uuid, 'signIn', '{}'
        from generate_series(1, 20000)`,
  )
  await database.query(sql`vacuum analyze audit_entry`)
  const plans: PlanStep[] = []
  assert.deepEqual(await checkFactors(explaining(database as unknown as Transaction, plans)), [nobody])
  for (const plan of plans) assert.ok(planRows(plan) < 2_500, `${planRows(plan)} rows are too many`)
})
