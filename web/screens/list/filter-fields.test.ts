import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldAt, pathLabel } from './filter-fields.ts'

const objectOf = (name: string, label: string, fields: object[], more: object = {}): DescribedObject =>
  ({ name, label, fields, isRole: false, base: name, ...more }) as unknown as DescribedObject
const leadingTo = (name: string, label: string, to: string) => ({
  ...{ name, label, control: {}, value: { kind: 'reference', to } },
})

test('a condition is told in words, however many steps its path has', () => {
  const user = objectOf('user', 'User', [
    { name: 'name', label: 'Name', control: {}, value: { kind: 'text' } },
  ])
  const party = objectOf('party', 'Partner', [])
  const customer = objectOf('customer', 'Customer', [leadingTo('manager', 'Manager', 'user')], {
    ...{ isRole: true, base: 'party' },
  })
  const change = objectOf('statusChange', 'Status change', [leadingTo('party', 'Partner', 'party')])
  const model = { objects: [user, party, customer, change] } as unknown as DescribedModel
  for (const [path, words] of [
    ['party', 'Partner'],
    ['party.customer.manager', 'Partner: Customer: Manager'],
    ['party.customer.manager.name', 'Partner: Customer: Manager: Name'],
    ['party.nobody.manager', 'Partner'],
    ['nothing.at.all', 'nothing.at.all'],
  ] as const)
    assert.equal(pathLabel(model, change, path), words)
  assert.equal(fieldAt(model, change, 'party.customer.manager')?.label, 'Manager')
  assert.equal(fieldAt(model, change, 'party.nobody.manager'), undefined)
})
