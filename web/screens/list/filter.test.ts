import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterOfWhere, filterSize, whereOfFilter } from './filter.ts'
import type { Filter } from './filter.ts'

test('every filter that the builder can draw is the same after a round trip through the address', () => {
  const wheres: object[] = [
    { city: 'Rīga' },
    { city: 'Rīga', status: { not: 'draft' } },
    { country: { in: ['LV', 'GE'] }, any: [{ creditLimit: { atLeast: '50000' } }, { manager: '$me' }] },
    { any: [{ city: 'Rīga' }, { 'category.name': { startsWith: 'Road' } }] },
    { all: [{ creditLimit: { above: '1' } }, { creditLimit: { below: '9' } }] },
    { createdAt: { within: '-30d' }, email: { set: true }, phone: { set: false } },
    { status: 'active', not: { lastContact: { within: '-90d' } } },
    { all: [{ not: { name: { contains: 'SIA' } } }, { not: { city: { contains: 'Rīga' } } }] },
  ]
  for (const where of wheres) assert.deepEqual(whereOfFilter(filterOfWhere(where)), where)
})

test('what has no sentence is kept as it is', () => {
  const where = { city: 'Rīga', addresses: { some: { city: 'Rīga' } }, not: { any: [{ a: 1 }] } }
  const filter = filterOfWhere(where)
  assert.deepEqual(
    filter.parts.map(({ kind }) => kind),
    ['row', 'other', 'other'],
  )
  assert.equal(filterSize(filter), 3)
  assert.deepEqual(whereOfFilter(filter), where)
})

test('an “or” keeps together what must hold together', () => {
  const filter = filterOfWhere({ any: [{ city: 'Rīga', country: 'LV' }, { manager: '$me' }] })
  assert.equal(filter.mode, 'any')
  assert.deepEqual(
    filter.parts.map(({ kind }) => kind),
    ['group', 'row'],
  )
  assert.deepEqual(whereOfFilter(filter), { any: [{ city: 'Rīga', country: 'LV' }, { manager: '$me' }] })
})

test('a condition without its value is not asked yet, and asks nothing where it needs none', () => {
  const filter: Filter = {
    mode: 'all',
    parts: [
      { kind: 'row', path: 'city', operator: 'is', value: null },
      { kind: 'row', path: 'tags', operator: 'in', value: [] },
      { kind: 'row', path: 'email', operator: 'set', value: null },
      { kind: 'group', mode: 'any', rows: [{ kind: 'row', path: '', operator: 'is', value: 'x' }] },
    ],
  }
  assert.deepEqual(whereOfFilter(filter), { email: { set: true } })
  assert.equal(filterSize(filter), 1)
  assert.equal(whereOfFilter(filterOfWhere(null)), null)
})

test('the opposite of a condition is drawn as a sentence of its own', () => {
  const [row] = filterOfWhere({ not: { lastContact: { within: '-90d' } } }).parts
  assert.deepEqual(row, { kind: 'row', path: 'lastContact', operator: 'notWithin', value: '-90d' })
})
