import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { waitingGroups } from './waiting-groups.ts'

const activity = {
  name: 'activity',
  plural: 'Activities',
  fields: [
    {
      name: 'kind',
      choices: [
        { value: 'call', label: 'Call' },
        { value: 'visit', label: 'Visit' },
        { value: 'task', label: 'Task' },
      ],
    },
  ],
} as unknown as DescribedObject
const claim = { name: 'x_claim', plural: 'Claims', fields: [] } as unknown as DescribedObject
const lineOf = (object: DescribedObject, record: Record<string, unknown>) => ({
  object,
  record: record as ApiRecord,
})
const lines = [
  lineOf(activity, { id: 'any time', kind: 'task' }),
  lineOf(activity, { id: 'on Friday', kind: 'call', due: '2026-04-03' }),
  lineOf(claim, { id: 'a claim', due: '2026-04-02' }),
  lineOf(activity, { id: 'late', kind: 'task', due: '2026-03-29' }),
]
const told = (groups: ReturnType<typeof waitingGroups>) =>
  groups.map(({ label, lines: all }) => [label, ...all.map(({ record }) => record.id)])

test('by urgency, what is late stands first and what has no day last, of whatever kind', () => {
  assert.deepEqual(told(waitingGroups(lines, 'urgency')), [['', 'late', 'a claim', 'on Friday', 'any time']])
})

test('by kind, each kind has its name and its own order; an object without kinds is one', () => {
  assert.deepEqual(told(waitingGroups(lines, 'kind')), [
    ['Call', 'on Friday'],
    ['Task', 'late', 'any time'],
    ['Claims', 'a claim'],
  ])
})
