import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planRows, type PlanStep } from '#testing'
import { explaining } from '../database/explaining-for-test.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { allSealed, makeEntries } from './chain-for-test.ts'
import { checkTurns } from './turns.ts'

const seals = 4_000
/** While the clock was behind, in the midst of them. */
const behind = 1_000
/** Rows that all steps together may look at for each seal. */
const mostForEach = 40

test('a clock that was behind for long costs one look through the seals, not one for each of them', async (t) => {
  const { engine } = await engineForTest(t)
  await makeEntries(engine, 1)
  await allSealed(engine)
  const [last] = await engine.database.query<{ number: string }>(
    sql`select max(number) as number from audit_seal`,
  )
  await engine.database.query(
    sql`insert into audit_seal (number, position, entries, last_entry, until, cluster, sealed_at, digest, hash)
        select s.number + n, s.position, 0, s.last_entry, s.until, s.cluster,
               s.sealed_at + make_interval(secs => n * 5 - case when n > ${seals / 2}::int then ${behind * 5}::int else 0 end),
               s.digest, s.hash
        from (select * from audit_seal order by number desc limit 1) s, generate_series(1, ${seals}::int) n`,
  )
  const plans: PlanStep[] = []
  const findings = await engine.database.transaction((tx) => checkTurns(explaining(tx, plans)))
  assert.deepEqual(findings, [
    `What is noted of the clock at the seal ${Number(last?.number) + seals / 2 + 1} of the log is not what the seals tell.`,
  ])
  const [rows = 0] = plans.map(planRows)
  assert.ok(rows > seals, 'What is explained goes through the seals.')
  assert.ok(rows < seals * mostForEach, `${rows} rows are too many.`)
})
