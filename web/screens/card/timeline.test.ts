import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDue, timelineDays, type Happening } from './timeline.ts'

const change = {
  id: '9',
  change: 'c',
  at: '2026-03-31T11:00:00Z',
  by: null,
  source: 'web',
  action: 'update',
  reason: null,
  changes: [],
}
const items: Happening[] = [
  { kind: 'change', id: '9', at: change.at, change },
  { kind: 'activity', id: '1', at: '2026-03-31T10:00:00Z', activity: { id: '1', kind: 'call' } },
  { kind: 'activity', id: '2', at: '2026-03-30T09:00:00Z', activity: { id: '2', kind: 'task', done: false } },
  { kind: 'activity', id: '4', at: '2026-03-30T08:00:00Z', activity: { id: '4', kind: 'task', done: true } },
  { kind: 'paper', id: '5', at: '2026-03-30T07:00:00Z', paper: { id: '5' } },
]
const idsOf = (filter: Parameters<typeof timelineDays>[1]) =>
  timelineDays(items, filter).map((day) => day.items.map((item) => item.id))

test('talks, papers and changes stand in one timeline by day, without the tasks that are still open', () => {
  assert.deepEqual(idsOf('all'), [
    ['9', '1'],
    ['4', '5'],
  ])
  assert.deepEqual(idsOf('papers'), [['5']])
  assert.deepEqual(idsOf('changes'), [['9']])
})

test('open tasks stand by the day they are due, those without one last', () => {
  const tasks = byDue([{ id: 'a' }, { id: 'b', due: '2026-05-01' }, { id: 'c', due: '2026-04-01' }])
  assert.deepEqual(
    tasks.map((task) => task.id),
    ['c', 'b', 'a'],
  )
})
