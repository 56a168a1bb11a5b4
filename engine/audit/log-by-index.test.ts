import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { object, text } from '#model'
import { planRows, type PlanStep } from '#testing'
import type { Transaction } from '../database/database.ts'
import { explaining } from '../database/explaining-for-test.ts'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { logPage, type LogQuery } from './log.ts'

const note = object('note', {
  label: 'Note',
  plural: 'Notes',
  title: 'name',
  fields: { name: text({ label: 'Name' }) },
  lists: {},
  card: [],
})

const many = 20_000

test('what is seldom done, through what, and long ago, is found without all that came since', async (t) => {
  const { log, rowsOf } = await longLog(t)
  for (const [query, count] of [
    [{ action: 'signIn' }, 3],
    [{ action: 'keepRight' }, 0],
    [{ source: 'cli' }, 3],
    [{ from: '2020-01-01', to: '2020-01-02' }, 50],
    [{ to: '2020-01-02' }, 50],
    [{ action: 'signIn', to: '2020-01-02' }, 3],
  ] as const) {
    const asked = JSON.stringify(query)
    assert.equal((await log(query)).items.length, count, asked)
    const rows = rowsOf()
    assert.ok(rows < 1_000, `${rows} rows are too many for ${asked}`)
  }
})

test('pages of a time join to all that was then, the latest first', async (t) => {
  const { log } = await longLog(t)
  const span = { from: '2020-01-01', to: '2020-01-01' }
  const whole = await log({ ...span, limit: 1_000 })
  const ids = whole.items.map(({ id }) => id)
  assert.ok(ids.length > 100 && whole.next === null)
  const times = whole.items.map(({ at }) => at)
  assert.deepEqual(times, times.toSorted().toReversed())
  const found: string[] = []
  for (let after: string | null | undefined; after !== null;) {
    const page: Awaited<ReturnType<typeof log>> = await log({
      ...span,
      limit: 37,
      ...(after ? { after } : {}),
    })
    found.push(...page.items.map(({ id }) => id))
    after = page.next
  }
  assert.deepEqual(found, ids)
})

/** A log that begins with a few sign-ins on the command line, an entry every two minutes, five at a time. */
async function longLog(t: TestContext) {
  const { engine, root } = await engineForTest(t, { modules: [{ name: 'notes', objects: [note] }] })
  const { database } = engine
  const add = (source: string, action: string, count: number) =>
    database.query(
      sql`insert into audit_entry (change, source, object, record, action, after, at)
          select gen_random_uuid(), ${source}, 'note', gen_random_uuid(), ${action}, '{"name": "One"}',
            timestamptz '2020-01-01 00:00+00' + (n / 5) * interval '10 minutes'
          from generate_series(1, ${count}::int) n`,
    )
  await add('cli', 'signIn', 3)
  await add('web', 'update', many)
  await database.query(sql`vacuum analyze audit_entry`)
  const plans: PlanStep[] = []
  const watched = explaining(database as unknown as Transaction, plans)
  const reader = actingReader(engine.model(), root)
  return {
    log: (query: LogQuery) => {
      plans.length = 0
      return logPage(watched, reader, query)
    },
    rowsOf: () => Math.max(...plans.map(planRows)),
  }
}
