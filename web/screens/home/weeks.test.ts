import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gridTop, lastWeeks } from './weeks.ts'

test('weeks begin on Mondays, and the present one is the last', () => {
  assert.deepEqual(lastWeeks('2026-03-31', 3), ['2026-03-16', '2026-03-23', '2026-03-30'])
  assert.deepEqual(lastWeeks('2026-03-30', 1), ['2026-03-30'])
  assert.deepEqual(lastWeeks('2026-04-05', 2), ['2026-03-23', '2026-03-30'])
  assert.deepEqual(lastWeeks('2026-01-01', 1), ['2025-12-29'])
})

test('a scale ends at an even number that is easily read', () => {
  const tops = [0, 1, 2, 3, 5, 6, 7, 10, 11, 31, 99, 101, 54_321].map(gridTop)
  assert.deepEqual(tops, [2, 2, 2, 4, 6, 6, 10, 10, 20, 40, 100, 200, 60_000])
})
