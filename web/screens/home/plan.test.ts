import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planOf } from './plan.ts'

const today = '2026-03-31'
/** Noon is the same day in every time zone in which these tests may run. */
const noon = (day: string, minute = '00') => `${day}T11:${minute}:00.000Z`

test('a day lists its hours first and then what may be done at any time', () => {
  const plan = planOf(
    [
      { id: 'any', due: today, done: false },
      { id: 'later', at: noon(today, '30'), done: false },
      { id: 'sooner', at: noon(today), done: true },
    ],
    today,
  )
  assert.deepEqual(
    plan.map(({ day, items }) => [day, ...items.map(({ record }) => record.id)]),
    [[today, 'sooner', 'later', 'any']],
  )
})

test('days follow each other; what is done, late or without a day is not planned', () => {
  const plan = planOf(
    [
      { id: 'friday', due: '2026-04-03', done: false },
      { id: 'done', due: '2026-04-03', done: true },
      { id: 'late', due: '2026-03-30', done: false },
      { id: 'some day', due: null, at: null, done: false },
      { id: 'thursday', at: noon('2026-04-02'), due: '2026-04-03', done: false },
    ],
    today,
  )
  assert.deepEqual(
    plan.map(({ day, items }) => [day, ...items.map(({ record }) => record.id)]),
    [
      ['2026-04-02', 'thursday'],
      ['2026-04-03', 'friday'],
    ],
  )
})
