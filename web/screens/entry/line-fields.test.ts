import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedModel, DescribedObject } from '../../api/model.ts'
import { isFaultOf, lineFields, withLines } from './line-fields.ts'
import { wordsOf } from './requirements.ts'

const lines = (of: string) => ({ kind: 'lines', of, via: 'party' })
const object = {
  fields: [
    { name: 'addresses', change: true, value: lines('partyAddress'), settings: { owned: true } },
    { name: 'bankAccounts', change: false, value: lines('account'), settings: { owned: true } },
    { name: 'country', value: { kind: 'text' } },
    { name: 'category', value: { kind: 'reference', to: 'category' } },
  ],
} as unknown as DescribedObject
const model = {
  objects: [
    { name: 'partyAddress', fields: [{ name: 'street' }, { name: 'postalCode' }, { name: 'purpose' }] },
  ],
} as unknown as DescribedModel

test('of the addresses street and postal code are asked for, of what one may not change nothing', () => {
  const names = ['addresses', 'bankAccounts', 'country'].map((name) =>
    lineFields(object, model, name).map((field) => field.name),
  )
  assert.deepEqual(names, [['addresses.street', 'addresses.postalCode'], [], []])
})

test('the parts of a line go out as one line, in the place of the partner', () => {
  assert.deepEqual(withLines({ name: 'Acme', country: 'LV', 'bankAccounts.account': 'LV80' }), {
    name: 'Acme',
    country: 'LV',
    bankAccounts: [{ account: 'LV80' }],
  })
  assert.deepEqual(
    withLines({ city: 'Ogre', country: 'LV', 'addresses.street': 'A 1', 'addresses.postalCode': '1' })[
      'addresses'
    ],
    [{ street: 'A 1', postalCode: '1', city: 'Ogre', country: 'LV' }],
  )
})

test('a fault of a line stands under the field that it was entered in', () => {
  assert.ok(isFaultOf('bankAccounts[0].account', 'bankAccounts.account'))
  assert.ok(isFaultOf('tags[2]', 'tags'))
  assert.ok(!isFaultOf('bankAccounts[0].account', 'addresses.street'))
})

test('where a field is obligatory is said by the values that the rule names', () => {
  const say = (when: Record<string, unknown> | null) =>
    wordsOf(when, object, (field, value) => `${field.name} ${value}`)
  assert.equal(say({ country: 'LV' }), 'country LV')
  assert.equal(
    say({ country: { in: ['LV', 'EE'] }, category: 'farm' }),
    'country LV, country EE, category farm',
  )
  assert.equal(say(null), null)
  assert.equal(say({ any: [{ country: 'LV' }] }), null)
  assert.equal(say({ city: { contains: 'a' } }), null)
})
