import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { canRun, isOffered } from './can-run.ts'

const object = { fields: [{ name: 'status' }] } as unknown as DescribedObject
const record = (status: string): ApiRecord => ({ id: '1', status })

test('what cannot be done is named where it helps to know why, and nowhere else', () => {
  const freeze = { when: { status: 'active' }, offered: { status: { in: ['draft', 'active'] } } }
  const states = (may: (of: ApiRecord) => boolean) =>
    ['draft', 'active', 'inactive'].map((one) => may(record(one)))
  assert.deepEqual(
    states((one) => canRun(freeze, object, one)),
    [false, true, false],
  )
  assert.deepEqual(
    states((one) => isOffered(freeze, object, one)),
    [true, true, false],
  )
  assert.deepEqual(
    states((one) => isOffered({ offered: null }, object, one)),
    [true, true, true],
  )
})
