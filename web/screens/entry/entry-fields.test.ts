import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedField, DescribedObject } from '../../api/model.ts'
import { entryParts, gaps, partsOf, startValues } from './entry-fields.ts'

const field = (name: string, more: Partial<DescribedField> = {}) =>
  ({
    name,
    label: name,
    change: true,
    derived: false,
    readOnly: false,
    required: false,
    control: { edit: 'text' },
    value: { kind: 'text' },
    settings: {},
    ...more,
  }) as DescribedField

const object = {
  fields: [
    field('notes'),
    field('taxId'),
    field('country'),
    field('name', { required: true }),
    field('total', { derived: true }),
    field('status', { settings: { default: 'active' } }),
  ],
  card: [
    { section: 'General', label: 'General', fields: ['name', 'taxId', 'total', 'status'] },
    { section: 'Reach', label: 'Reach', fields: ['country', 'notes'] },
  ],
} as unknown as DescribedObject

test('the country is asked before the tax number, each field once, and what is worked out not at all', () => {
  const parts = entryParts(object)
  assert.deepEqual(
    parts.map((part) => part.fields.map((one) => one.name)),
    [['name', 'country', 'taxId', 'status'], ['notes']],
  )
})

test('a field is called what it is called of such a record', () => {
  const called = [{ when: { kind: 'person' }, label: 'First name, surname' }]
  const fields = [field('kind'), field('name', { called })]
  const of = { fields, card: [{ section: 'General', label: 'General', fields: ['kind', 'name'] }] }
  const parts = entryParts(of as unknown as DescribedObject)
  const labels = (kind: string) =>
    partsOf(parts, of as unknown as DescribedObject, { kind }).fields.map(({ label }) => label)
  assert.deepEqual(labels('organization'), ['kind', 'name'])
  assert.deepEqual(labels('person'), ['kind', 'First name, surname'])
})

test('gaps are the obligatory fields that are still empty, also those that a rule asks for', () => {
  const parts = entryParts(object)
  assert.deepEqual(gaps(parts, {}, new Set(['country'])), ['name', 'country'])
  assert.deepEqual(gaps(parts, { name: 'Acme', country: 'LV' }, new Set(['country'])), [])
  assert.deepEqual(gaps(parts, { name: 'Acme' }, new Set(['country']), { country: 'LV' }), [])
  assert.deepEqual(startValues(parts), { status: 'active' })
})
