import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectedCount } from './expected-count.ts'

test('what is refused is not counted as changed where all were tried, and counted where nobody knows', () => {
  assert.equal(expectedCount({ changeable: 3, tried: 3, refusals: 1 }), 2)
  assert.equal(expectedCount({ changeable: 3, tried: 3, refusals: 3 }), 0)
  assert.equal(expectedCount({ changeable: 900, tried: 100, refusals: 4 }), 900)
})
