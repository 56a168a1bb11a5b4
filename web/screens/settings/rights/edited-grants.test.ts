import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedObject } from '../../../api/model.ts'
import {
  blankGrant,
  changedActions,
  dotOf,
  editedOf,
  fieldRight,
  forAnother,
  openedBy,
  toSend,
  turned,
  withBuiltInRight,
  withFieldRight,
  withOpened,
} from './edited-grants.ts'

const field = (name: string, custom = false) => ({
  name,
  custom,
  settings: {},
  system: name === 'id' || name === 'createdAt',
})
const object = {
  name: 'customer',
  custom: false,
  fields: [field('id'), field('createdAt'), field('name'), field('limit'), field('x_side', true)],
} as unknown as DescribedObject

const kept = {
  id: '1',
  object: 'customer',
  actions: ['read'],
  rows: { manager: '$me' },
  see: ['all'],
  change: null,
}

test('what was retired since is not given to another', () => {
  const gone = { ...kept, id: '2', object: 'x_car' }
  const grants = editedOf([{ ...kept, see: ['all', 'x_side', 'x_gone'] }, gone])
  const [own, ...others] = forAnother(grants, [object])
  assert.deepEqual([own?.id, own?.see, others], [null, ['all', 'x_side'], []])
})

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
  assert.deepEqual(hidden.see.toSorted(), ['createdAt', 'name', 'x_side'], 'when it was made stays in view')
  assert.equal(fieldRight(hidden, object, 'x_side'), 'see')
  assert.deepEqual(withBuiltInRight(hidden, object, 'none').see, ['x_side'])
})

test('pages of the settings are one line that names them, and none where none is named', () => {
  const [own] = editedOf([kept])
  assert.ok(own)
  const opened = withOpened([own], 'settings', ['tags', 'users'])
  assert.deepEqual(openedBy(opened, 'settings'), ['tags', 'users'])
  assert.deepEqual(openedBy(opened, 'menu'), [])
  const [, line] = toSend(opened)
  assert.deepEqual(line, { object: 'settings', actions: ['tags', 'users'], rows: null, see: [], change: [] })
  const fewer = withOpened(opened, 'settings', ['tags'])
  assert.deepEqual(changedActions(opened, fewer, 'settings').taken, ['users'])
  assert.deepEqual(withOpened(fewer, 'settings', []), [own])
})
