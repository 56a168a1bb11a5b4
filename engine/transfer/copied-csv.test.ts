import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '#testing'
import { openDatabase } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { copiedCsv } from './copied-csv.ts'

const many = raw(`select g::text as number, repeat('x', 200) as text from generate_series(1, 200000) g`)

test('a file that is given up halfway leaves its connection as it was', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema, connections: 2 })
  t.after(() => database.close())
  for (let round = 0; round < 12; round += 1) {
    for await (const piece of copiedCsv(database, many, ',')) {
      assert.ok(piece.length > 0)
      break
    }
  }
  const giveUp = async (): Promise<void> => {
    for await (const piece of copiedCsv(database, many, ',')) if (piece.length > 0) return
  }
  await Promise.all([giveUp(), giveUp(), giveUp(), giveUp()])
  const [row] = await database.query<{ busy: number }>(
    sql`select count(*)::int as busy from pg_stat_activity
        where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
  )
  assert.equal(row?.busy, 0)
  let lines = 0
  for await (const piece of copiedCsv(database, many, ',')) lines += piece.toString().split('\n').length - 1
  assert.equal(lines, 200_000)
})

test('a statement that fails is told to whoever reads', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema, connections: 2 })
  t.after(() => database.close())
  const failing = raw('select (1 / (50000 - g))::text from generate_series(1, 100000) g')
  await assert.rejects(async () => {
    for await (const piece of copiedCsv(database, failing, ',')) assert.ok(piece.length > 0)
  })
  assert.equal((await database.query(raw('select 1'))).length, 1)
})
