import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slowStatements, withoutValues } from './slow-statements.ts'

const told: readonly (readonly [string, string])[] = [
  [
    "select * from party where name = 'SIA O''Neill' and city=$1",
    'select * from party where name = ? and city=$1',
  ],
  [String.raw`copy (select E'it\'s \\ Anna' as a) to stdout`, 'copy (select ? as a) to stdout'],
  ['select x_1, t."2nd" from t2 limit 50', 'select x_1, t."2nd" from t2 limit ?'],
  ['update a set b = 12.50,\n   c = -3 where d in (1, 2)', 'update a set b = ?, c = -? where d in (?, ?)'],
]

test('a statement is told without any of its values', () => {
  for (const [text, bare] of told) assert.equal(withoutValues(text), bare)
})

test('what is slow is counted under one fingerprint whatever its values, the slowest first; what is fast is not', () => {
  const heard: number[] = []
  const slow = slowStatements({ slowMilliseconds: 100, onSlow: (_, took) => heard.push(took) })
  slow.note("select 'a'", 150)
  slow.note("select 'b'", 250)
  slow.note('select now()', 900)
  slow.note("select 'c'", 99)
  assert.deepEqual(
    slow.list().map(({ text, count, longestMilliseconds }) => [text, count, longestMilliseconds]),
    [
      ['select now()', 1, 900],
      ['select ?', 2, 250],
    ],
  )
  assert.deepEqual(heard, [150, 250, 900])
})
