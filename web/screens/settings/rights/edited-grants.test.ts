import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedObject } from '../../../api/model.ts'
import {
  blankGrant,
  changedActions,
  dotOf,
  editedOf,
  fieldRight,
  toSend,
  turned,
  withBuiltInRight,
  withFieldRight,
} from './edited-grants.ts'

const field = (name: string, custom = false) => ({ name, custom, system: name === 'id' })
const object = {
  name: 'customer',
  custom: false,
  fields: [field('id'), field('name'), field('limit'), field('x_side', true)],
} as unknown as DescribedObject

const kept = {
  id: '1',
  object: 'customer',
  actions: ['read'],
  rows: { manager: '$me' },
  see: ['all'],
  change: null,
}

test('a deed is none, some or all, and brings what it is of no use without', () => {
  const [own] = editedOf([kept])
  assert.ok(own)
  assert.equal(dotOf(own, 'read'), 'some')
  assert.equal(dotOf(own, 'export'), 'none')
  const [changed] = turned([own], 'customer', own.key, 'change')
  assert.deepEqual(changed?.change, ['all'], 'change of no field would be no change')
  const [, made] = turned([own], 'currency', null, 'print')
  assert.equal(dotOf(made, 'print'), 'all')
  assert.equal(dotOf(made, 'read'), 'all', 'who prints reads')
  assert.deepEqual(toSend(turned([own], 'customer', own.key, 'read')), [], 'what allows nothing is not sent')
  assert.deepEqual(changedActions([own], [changed ?? own], 'customer').given, ['change'])
})

test('one field less of all built-in ones is spelled out, and those of one’s own are named one by one', () => {
  const all = withBuiltInRight(blankGrant('customer'), object, 'change')
  assert.equal(fieldRight(all, object, 'limit'), 'change')
  assert.equal(fieldRight(all, object, 'x_side'), 'none')
  const locked = withFieldRight(all, object, 'limit', 'see')
  assert.deepEqual([locked.see, locked.change], [['all'], ['name']])
  const hidden = withFieldRight(withFieldRight(locked, object, 'x_side', 'see'), object, 'limit', 'none')
  assert.deepEqual(hidden.see.toSorted(), ['name', 'x_side'])
  assert.equal(fieldRight(hidden, object, 'x_side'), 'see')
  assert.deepEqual(withBuiltInRight(hidden, object, 'none').see, ['x_side'])
})
