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
const gone = '01900000-0000-7000-8000-000000000001'
/** Who did nearly all. */
const busy = '01900000-0000-7000-8000-000000000002'

test('what is seldom done, through what, and long ago, is found without all that came since', async (t) => {
  const { log, rowsOf } = await longLog(t)
  for (const [query, count] of [
    [{ action: 'signIn' }, 3],
    [{ action: 'keepRight' }, 0],
    [{ source: 'cli' }, 3],
    [{ from: '2020-01-01', to: '2020-01-02' }, 50],
    [{ to: '2020-01-02' }, 50],
    [{ action: 'signIn', to: '2020-01-02' }, 3],
    [{ source: 'cli', from: '2019-11-01' }, 3],
    [{ user: gone, from: '2019-11-01' }, 50],
    [{ user: busy }, 50],
    [{ user: busy, to: '2019-11-20' }, 10],
    [{ user: busy, to: '2020-01-02' }, 50],
    [{ user: busy, object: 'note', to: '2020-01-02' }, 50],
    [{ user: busy, from: '2020-01-10', to: '2020-01-10' }, 50],
    [{ user: gone, to: '2019-11-20' }, 0],
    [{ user: busy, action: 'signIn' }, 0],
    [{ object: 'formerly', from: '2019-11-01' }, 50],
    [{ object: 'note', from: '2020-01-28T18:00:00Z' }, 21],
    [{ object: 'note', from: '2020-01-10', to: '2020-01-10' }, 50],
    [{ object: 'note', to: '2020-01-02' }, 50],
  ] as const) {
    const asked = JSON.stringify(query)
    assert.equal((await log(query)).items.length, count, asked)
    const rows = rowsOf()
    assert.ok(rows < 2_500, `${rows} rows are too many for ${asked}`)
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

test('pages of what somebody did in a time join, the latest first', async (t) => {
  const { log } = await longLog(t)
  const asked = { user: gone, from: '2019-12-02', to: '2019-12-02' }
  const whole = await log({ ...asked, limit: 1_000 })
  assert.ok(whole.items.length > 100 && whole.next === null)
  const first = await log({ ...asked, limit: 60 })
  const second = await log({ ...asked, limit: 60, after: first.next ?? '' })
  const ids = [...first.items, ...second.items].map(({ id }) => id)
  assert.deepEqual(
    ids,
    whole.items.slice(0, 120).map(({ id }) => id),
  )
})

/**
 * A log that begins with what somebody did who left, and what was done with records that are no more; then
 * come a few sign-ins on the command line, and an entry every two minutes, five at a time.
 */
async function longLog(t: TestContext) {
  const { engine, root } = await engineForTest(t, { modules: [{ name: 'notes', objects: [note] }] })
  const { database } = engine
  const add = (
    source: string,
    action: string,
    count: number,
    { actor = null as string | null, object = 'note', since = '2020-01-01' } = {},
  ) =>
    database.query(
      sql`insert into audit_entry (change, actor, source, object, record, action, after, at)
          select gen_random_uuid(), ${actor}::uuid, ${source}, ${object}, gen_random_uuid(), ${action}, '{"name": "One"}',
            ${since}::timestamp at time zone 'UTC' + (n / 5) * interval '10 minutes'
          from generate_series(1, ${count}::int) n`,
    )
  await add('web', 'update', 10, { actor: busy, since: '2019-11-10' })
  await add('web', 'update', many / 10, { actor: gone, since: '2019-12-01' })
  await add('web', 'update', many / 10, { object: 'formerly', since: '2019-12-10' })
  await add('cli', 'signIn', 3)
  await add('web', 'update', many, { actor: busy })
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
