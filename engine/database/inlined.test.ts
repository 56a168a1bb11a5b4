import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '#testing'
import { openDatabase } from './database.ts'
import { inlined, withLiterals } from './inlined.ts'
import { raw, sql } from './sql.ts'

const hostile = [
  "'; drop table party; --",
  "\\'; select 1; --",
  "E'\\x27'",
  'back\\slash',
  'double "quote", {brace}',
  '$1 $$ $tag$',
  'two\nlines\r\n',
  'ქართული 上海 Ⓐ',
  '',
  '\\',
  "''",
]

test('a literal is read back as the value it was, whatever it holds', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  const back = async (value: unknown, type: string): Promise<unknown> => {
    const text = inlined(sql`select ${value as string}::${raw(type)} as value`)
    const [row] = await database.query<{ value: unknown }>(raw(text))
    return row?.value
  }
  for (const value of hostile) assert.equal(await back(value, 'text'), value)
  assert.deepEqual(await back(hostile, 'text[]'), hostile)
  assert.deepEqual(await back([], 'text[]'), [])
  assert.equal(await back(12, 'text'), '12')
  assert.equal(await back(true, 'boolean'), true)
  assert.equal(await back(null, 'text'), null)
})

test('a value without a form that every type reads is refused', () => {
  assert.throws(() => inlined(sql`select ${{ a: 1 }}`), /cannot be written/)
  assert.throws(() => inlined(sql`select ${[['nested']]}`), /plain values/)
})

test('what is left open stays a value of the statement, and all else is read back as it was', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  const kept = 'left open'
  for (const value of hostile) {
    const piece = withLiterals(
      sql`select ${value}::text as one, ${kept}::text as open, ${[value, '']}::text[] as list`,
      (one) => one === kept,
    )
    assert.deepEqual(piece.values, [kept])
    assert.deepEqual(await database.query(piece), [{ one: value, open: kept, list: [value, ''] }])
  }
})
