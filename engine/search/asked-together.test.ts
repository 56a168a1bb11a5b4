import assert from 'node:assert/strict'
import { test } from 'node:test'
import { raw, sql, type Sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import { askedTogether } from './asked-together.ts'

test('brief questions of one moment go in one statement, and each has its own answer in its order', async (t) => {
  const { connection, sent } = await counting(t)
  const names = (from: string, until: string) =>
    sql`select chr(n) as name, n from generate_series(ascii(${from}), ascii(${until})) n order by n desc`
  const brief = { name: 'names', brief: true }
  const answers = await Promise.all([
    connection.query(names('a', 'c'), brief),
    connection.query(sql`select ${'none'} as name where false`, brief),
    connection.query(sql`select 1 as n`),
    connection.query(names('ა', 'ბ'), brief),
  ])
  assert.deepEqual(answers, [
    [
      { name: 'c', n: 99 },
      { name: 'b', n: 98 },
      { name: 'a', n: 97 },
    ],
    [],
    [{ n: 1 }],
    [
      { name: 'ბ', n: 4305 },
      { name: 'ა', n: 4304 },
    ],
  ])
  assert.equal(sent(), 2)
})

test('a brief question that comes alone or later is a statement of its own', async (t) => {
  const { connection, sent } = await counting(t)
  for (const at of [1, 2]) {
    const asked = await connection.query(sql`select ${at}::int as n`, { name: 'one', brief: true })
    assert.deepEqual(asked, [{ n: at }])
  }
  assert.equal(sent(), 2)
})

test('what fails is told to each that waits for it, and to none that comes after', async (t) => {
  const { connection } = await counting(t)
  const ask = (piece: Sql) => connection.query(piece, { brief: true })
  const answers = await Promise.allSettled([ask(raw('select 1 / 0 as n')), ask(raw('select 1 as n'))])
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.deepEqual(await ask(raw('select 1 as n')), [{ n: 1 }])
})

/** A connection that asks together, and how many statements reached the database. */
async function counting(t: Parameters<typeof engineForTest>[0]) {
  const { engine } = await engineForTest(t)
  let count = 0
  const connection = askedTogether({
    query: (piece, options) => (count++, engine.database.query(piece, options)),
  })
  return { connection, sent: () => count }
}
