import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedObject } from '../../../api/model.ts'
import { canBeWalled, wallOf, withWall } from './company-wall.ts'
import { blankGrant, type EditedGrant } from './edited-grants.ts'

const objects = [
  { name: 'customer', fields: [{ name: 'companies', type: 'references', settings: { to: 'company' } }] },
  { name: 'activity', fields: [{ name: 'party', type: 'reference', settings: { to: 'party' } }] },
] as unknown as DescribedObject[]
const own = { companies: { in: '$myCompanies' } }
const line = (object: string, rows: EditedGrant['rows']) => ({
  ...blankGrant(object),
  actions: ['read'],
  rows,
})
const rowsOf = (grants: readonly EditedGrant[]) => grants.map(({ rows }) => rows)

for (const [what, rows, behind] of [
  ['all records', null, own],
  ['a condition', { manager: '$me' }, { manager: '$me', ...own }],
  ['other companies', { companies: { set: true } }, { all: [{ companies: { set: true } }, own] }],
  ['several at once', { all: [{ city: 'Ogre' }] }, { all: [{ city: 'Ogre' }], ...own }],
] as const)
  test(`a wall before ${what} is put up and taken down again`, () => {
    const open = [line('customer', rows)]
    const walled = withWall(open, objects, true)
    assert.deepEqual(rowsOf(walled), [behind])
    assert.equal(wallOf(walled, objects), 'walled')
    assert.deepEqual(rowsOf(withWall(walled, objects, false)), [rows])
  })

test('what names no companies stays as it is, and what does is told line by line', () => {
  const grants = [line('customer', own), line('customer', { city: 'Ogre' }), line('activity', null)]
  assert.equal(wallOf(grants, objects), 'some')
  assert.deepEqual(rowsOf(withWall(grants, objects, true)), [own, { city: 'Ogre', ...own }, null])
  assert.equal(wallOf([line('activity', null)], objects), 'open')
  assert.equal(canBeWalled([line('activity', null), blankGrant('customer')], objects), false)
})

test('a line by which partners are only entered for one’s own companies is no wall, and stays with it', () => {
  const entered = { ...line('customer', { manager: '$me', ...own }), actions: ['create'] }
  const open = [line('customer', { manager: '$me' }), entered]
  assert.equal(wallOf(open, objects), 'open')
  const walled = withWall(open, objects, true)
  assert.equal(wallOf(walled, objects), 'walled')
  assert.deepEqual(rowsOf(withWall(walled, objects, false)), rowsOf(open))
})
