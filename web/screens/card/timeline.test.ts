import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byDue, isOpen, timelineDays, type Happening } from './timeline.ts'

const change = {
  id: '9',
  change: 'c',
  at: '2026-03-31T11:00:00Z',
  by: null,
  source: 'web',
  action: 'update',
  title: null,
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

test('open is a task, or what has a day or an hour, until it is done; a note is not', () => {
  const open = [
    { id: '1', kind: 'task', done: false },
    { id: '2', kind: 'call', done: false, at: '2026-04-02T09:00:00Z' },
    { id: '3', kind: 'visit', done: false, due: '2026-04-02' },
    { id: '4', kind: 'call', done: false },
    { id: '5', kind: 'call', done: true, at: '2026-04-02T09:00:00Z' },
    { id: '6', kind: 'note', done: false, at: '2026-04-02T09:00:00Z' },
  ].filter(isOpen)
  assert.deepEqual(
    open.map(({ id }) => id),
    ['1', '2', '3'],
  )
})

test('open tasks stand by the day they are due, those without one last', () => {
  const tasks = byDue([{ id: 'a' }, { id: 'b', due: '2026-05-01' }, { id: 'c', due: '2026-04-01' }])
  assert.deepEqual(
    tasks.map((task) => task.id),
    ['c', 'b', 'a'],
  )
})

test('a step and what it changed are one line, without what is kept beside it', () => {
  const of = (id: string, more: object): Happening => ({
    ...{ kind: 'change', id, at: change.at },
    change: { ...change, id, ...more },
  })
  const value = (field: string) => ({ field, label: field, before: 1, after: 2 })
  const days = timelineDays(
    [
      of('1', { change: 'a', action: 'do:customer.verify', title: 'Verify' }),
      of('2', { change: 'a', changes: [value('status'), value('stageSince')] }),
      of('3', { change: 'b', changes: [value('city')] }),
      of('4', { change: 'b', changes: [value('phone')] }),
      of('5', { change: 'c', changes: [value('stageSince')] }),
      of('6', { change: 'd', changes: [value('name')] }),
      of('7', { change: 'd', action: 'do:customer.freeze', title: 'Freeze' }),
    ],
    'all',
    new Set(['stageSince']),
  )
  const told = days[0]?.items.map((item) =>
    item.kind === 'change' ? [item.id, item.change.title, item.change.changes.map(({ field }) => field)] : [],
  )
  assert.deepEqual(told, [
    ['1', 'Verify', ['status']],
    ['3', null, ['city']],
    ['4', null, ['phone']],
    ['7', 'Freeze', ['name']],
  ])
})
