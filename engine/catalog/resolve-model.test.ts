import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  collection,
  formula,
  integer,
  money,
  object,
  reference,
  role,
  text,
  type Field,
  type ObjectDeclaration,
} from '#model'
import type { CatalogRows } from './catalog-rows.ts'
import { resolveModel, resolveWithFaults } from './resolve-model.ts'
import { user } from './user-for-test.ts'

const party = object('party', {
  label: 'Party',
  plural: 'Parties',
  title: 'name',
  fields: { name: text({ label: 'Name', searched: 'name' }), taxId: text({ label: 'Tax number' }) },
  lists: {},
  card: [{ section: 'Party', fields: ['name'] }],
})
const customer = role('customer', party, {
  label: 'Customer',
  plural: 'Customers',
  labels: { lv: ['Klients', 'Klienti'] },
  title: 'name',
  fields: { creditLimit: money({ label: 'Credit limit' }) },
  lists: { all: { columns: ['name', 'creditLimit'], sort: 'name' } },
  card: [{ section: 'Customer', fields: ['name', 'creditLimit'] }],
})

function resolve(declarations: readonly ObjectDeclaration[], catalog: Partial<CatalogRows> = {}) {
  const rows = { objects: [], fields: [], adjustments: [], rules: [], ...catalog }
  return resolveModel({ version: 1, declarations: [user, ...declarations], extensions: [], catalog: rows })
}

function custom(objectName: string, name: string, declaration: Field) {
  return {
    object: objectName,
    name,
    declaration,
    column: null,
    pending: false,
    retired: false,
    erased: false,
  }
}

test('a role is a face of its base: same table, own columns, the fields of both', () => {
  const model = resolve([party, customer])
  const face = model.objects.get('customer')
  assert.deepEqual(
    [face?.table, face?.base, face?.roleColumn, face?.searched],
    ['party', 'party', 'is_customer', true],
  )
  assert.equal(face?.fields.get('taxId')?.owner, 'party')
  assert.equal(face?.fields.get('creditLimit')?.column, 'customer__credit_limit')
  assert.deepEqual(model.objects.get('party')?.roles, ['customer'])
  assert.equal(model.objects.get('party')?.fields.has('creditLimit'), false)
  assert.equal(model.objects.get('party')?.fields.get('roles')?.column, null)
  assert.equal(model.byPath.get('customers'), face)
})

test('a built-in object equals its own JSON', () => {
  const there = JSON.parse(JSON.stringify([user, party, customer])) as ObjectDeclaration[]
  assert.deepEqual(
    resolve(there.slice(1)).objects.get('customer')?.fields.get('creditLimit')?.column,
    'customer__credit_limit',
  )
  assert.deepEqual(there, [user, party, customer])
})

test('a higher module adds fields and a section, on every face', () => {
  const extension = {
    extends: 'party',
    fields: { rating: integer({ label: 'Rating' }) },
    card: [{ section: 'Rating', fields: ['rating'] }],
  }
  const model = resolveModel({
    version: 1,
    declarations: [user, party, customer],
    extensions: [extension as never],
  })
  assert.equal(model.objects.get('customer')?.fields.get('rating')?.column, 'rating')
  assert.deepEqual(
    model.objects.get('customer')?.card.map((section) => section.section),
    ['Customer', 'Rating'],
  )
})

test('what users added stands beside what was declared, and nothing retired does', () => {
  const model = resolve([party, customer], {
    fields: [
      custom('party', 'x_hue', text({ label: 'Hue' })),
      custom('customer', 'x_dailyRate', money({ label: 'Daily rate' })),
      { ...custom('party', 'x_gone', text({ label: 'Gone' })), retired: true },
      custom('party', 'x_lost', reference('x_nothing', { label: 'Lost' })),
    ],
    adjustments: [{ object: 'party', field: 'taxId', changes: { label: 'VAT number' } }],
  })
  const fields = model.objects.get('customer')?.fields
  assert.deepEqual(
    [fields?.get('x_hue')?.column, fields?.get('x_dailyRate')?.column],
    ['x_hue', 'customer__x_daily_rate'],
  )
  assert.deepEqual([fields?.has('x_gone'), fields?.has('x_lost')], [false, false])
  assert.equal(fields?.get('taxId')?.field.label, 'VAT number')
  assert.deepEqual(model.objects.get('customer')?.card.at(-1)?.fields, ['x_hue', 'x_dailyRate'])
})

test('a model that contradicts itself names everything that is wrong', () => {
  const wrong = object('wrong', {
    label: 'Wrong',
    plural: 'Wrongs',
    title: 'name' as never,
    fields: {
      lines: collection('nowhere', { label: 'Lines', via: 'owner' }),
      twice_: text({ label: 'One' }),
      twice: text({ label: 'Two' }),
      sum: formula('integer', 'missing + 1', { label: 'Sum' }),
    },
    lists: { all: { columns: ['hue' as never] } },
    card: [],
  })
  assert.throws(
    () => resolve([wrong as never]),
    ({ message }: Error) =>
      [
        /no field name/,
        /lines of nowhere/,
        /same column twice/,
        /list all names/,
        /wrong\.sum is not right/,
      ].every((part) => part.test(message)),
  )
})

test('formulas that change with time have no column, nor have those that read them, across objects', () => {
  const car = object('car', {
    label: 'Car',
    plural: 'Cars',
    title: 'name',
    fields: {
      name: text({ label: 'Name' }),
      built: integer({ label: 'Built' }),
      age: formula('integer', 'YEAR(TODAY()) - built', { label: 'Age' }),
      half: formula('decimal', 'built / 2', { label: 'Half' }),
      trips: collection('trip', { label: 'Trips', via: 'car' }),
    },
    lists: {},
    card: [],
  })
  const trip = object('trip', {
    label: 'Trip',
    plural: 'Trips',
    title: 'name',
    fields: {
      name: text({ label: 'Name' }),
      car: reference('car', { label: 'Car' }),
      inOldCar: formula('yesNo', 'car.age > 20', { label: 'In an old car' }),
    },
    lists: {},
    card: [],
  })
  const model = resolve([car, trip])
  assert.equal(model.objects.get('car')?.fields.get('age')?.column, null)
  assert.equal(model.objects.get('car')?.fields.get('half')?.column, 'half')
  assert.equal(model.objects.get('trip')?.fields.get('inOldCar')?.column, null)
})

test('a ring of formulas that users made is told, and left out', () => {
  const { model, faults } = resolveWithFaults({
    version: 1,
    declarations: [user, party],
    extensions: [],
    catalog: {
      objects: [],
      adjustments: [],
      rules: [],
      fields: [
        custom('party', 'x_a', formula('integer', 'x_b + 1', { label: 'A' })),
        custom('party', 'x_b', formula('integer', 'x_a + 1', { label: 'B' })),
        custom('party', 'x_c', formula('integer', 'LEN(name)', { label: 'C' })),
      ],
    },
  })
  assert.deepEqual(faults.map((fault) => fault.field).sort(), ['x_a', 'x_b'])
  assert.match(String(faults[0]?.message), /party\.x_a → party\.x_b → party\.x_a/)
  const fields = model.objects.get('party')?.fields
  assert.deepEqual([fields?.has('x_a'), fields?.has('x_b'), fields?.has('x_c')], [false, false, true])
})
