import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedObject } from '../../api/model.ts'
import {
  bothOf,
  companyWhere,
  isReversible,
  listQuery,
  neededFields,
  reversed,
  sortKeys,
  sortText,
} from './list-query.ts'
import { layoutOf, listViews, viewOf } from './list-view.ts'
import type { SavedView } from './list-view.ts'

const field = (name: string, more: object = {}) => ({
  name,
  label: name,
  required: false,
  system: false,
  settings: {},
  control: { show: 'text' },
  value: { kind: 'text' },
  ...more,
})
const object = {
  name: 'customer',
  title: 'name',
  plural: 'Customers',
  fields: [
    field('name', { required: true }),
    field('kind'),
    field('creditLimit', { settings: { currency: 'creditCurrency' } }),
    field('creditCurrency'),
    field('companies', { value: { kind: 'list', of: { reference: 'company' } } }),
  ],
  lists: [
    {
      name: 'mine',
      label: 'Mine',
      columns: ['name', 'creditLimit'],
      sort: ['name'],
      where: { manager: '$me' },
    },
  ],
} as unknown as DescribedObject

const saved = (more: Partial<SavedView>): SavedView => ({
  id: 'v',
  name: 'Big',
  user: null,
  post: null,
  shared: false,
  columns: ['name'],
  where: null,
  sort: null,
  layout: null,
  position: 0,
  ...more,
})

test('an address that says nothing asks what its view asks; what it says comes first', () => {
  const [view] = listViews(object, [])
  assert.ok(view)
  assert.deepEqual(listQuery({}, view, null), {
    where: { manager: '$me' },
    search: null,
    sort: ['name'],
    group: null,
  })
  const asked = listQuery({ where: { city: 'Rīga' }, sort: '-name', search: 'rig', group: 'city' }, view, {
    companies: { contains: 'c' },
  })
  assert.deepEqual(asked, {
    where: { all: [{ city: 'Rīga' }, { companies: { contains: 'c' } }] },
    search: 'rig',
    sort: ['-name'],
    group: 'city',
  })
  assert.deepEqual(listQuery({ where: {}, sort: 'none', group: 'none' }, view, null), {
    where: null,
    search: null,
    sort: [],
    group: null,
  })
})

test('a saved view stands after the declared ones, and one that is gone gives way to the first', () => {
  const views = listViews(object, [
    saved({ id: 'b', name: 'B', position: 2 }),
    saved({ id: 'a', name: 'A', position: 1 }),
  ])
  assert.deepEqual(
    views.map(({ label }) => label),
    ['Mine', 'A', 'B'],
  )
  assert.equal(viewOf(views, 'gone').label, 'Mine')
})

test('how somebody arranged the columns of a view is kept apart from the view', () => {
  const columns = { order: ['name', 'kind'], hidden: [], pinned: ['name'], widths: { name: 300 } }
  const views = listViews(object, [saved({ layout: { of: 'mine', columns } })])
  assert.equal(views.length, 1)
  assert.deepEqual(views[0]?.layout, columns)
  const [plain] = listViews(object, [])
  assert.ok(plain)
  assert.deepEqual(layoutOf(plain, [{ id: 'name' }, { id: 'kind' }, { id: 'creditLimit' }]).hidden, ['kind'])
})

test('an amount is read with its currency, and a person with what tells them from a firm', () => {
  assert.deepEqual(neededFields(object, ['creditLimit', 'gone']), [
    'id',
    'name',
    'creditLimit',
    'kind',
    'creditCurrency',
  ])
})

test('a list is read from its end only where nothing it is sorted by can be empty', () => {
  assert.equal(isReversible(object, ['name']), true)
  assert.equal(isReversible(object, ['name', 'creditLimit']), false)
  assert.deepEqual(reversed(['name', '-kind']), ['-name', 'kind'])
  assert.deepEqual(sortKeys(sortText([])), [])
})

test('the chosen company narrows what belongs to companies', () => {
  assert.deepEqual(companyWhere(object, 'c'), { companies: { contains: 'c' } })
  assert.equal(companyWhere(object, null), null)
  assert.deepEqual(bothOf({ a: 1 }, {}), { a: 1 })
})
