import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { changeText, type ChangeParts } from './change-value.ts'

const field = (name: string, more: object = {}) =>
  ({
    name,
    label: name,
    value: { kind: 'text' },
    control: { show: 'text' },
    settings: {},
    ...more,
  }) as DescribedField

const lines = { name: 'phone', fields: [field('number')] } as unknown as DescribedObject
const customer = {
  name: 'customer',
  fields: [
    field('city', { label: 'City' }),
    field('phones', {
      label: 'Phones',
      value: { kind: 'lines', of: 'phone' },
      control: { show: 'collection' },
    }),
  ],
} as unknown as DescribedObject
const asked = {
  name: 'dataRequest',
  fields: [
    field('answers', {
      value: { kind: 'opaque' },
      control: { show: 'data' },
      settings: { valuesOf: ['customer'] },
    }),
    field('rows', { value: { kind: 'opaque' }, control: { show: 'data' } }),
  ],
} as unknown as DescribedObject
const parts = {
  record: null,
  model: { objects: [customer, lines, asked] } as unknown as DescribedModel,
  context: { language: 'en', currency: 'EUR', yes: 'yes', no: 'no' },
  t: ((key: string) => key) as unknown as ChangeParts['t'],
} satisfies ChangeParts

test('what a form brought is told by the labels of its fields, and what may not be seen is not named', () => {
  const answers = { city: 'Ogre', phones: [{ number: '+371 1' }, { number: '+371 2' }], creditLimit: '5.00' }
  assert.equal(
    changeText(asked, 'answers', answers, parts),
    'City: Ogre; Phones: +371 1; +371 2; card.hiddenAnswer',
  )
  assert.equal(changeText(asked, 'answers', { phones: ['+371 1'] }, parts), 'Phones: +371 1')
  assert.equal(changeText(asked, 'answers', {}, parts), null)
})
