import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedField } from '../../api/model.ts'
import { everybody, joinWhom, splitWhom } from './for-whom.ts'

const field = (name: string) => ({ name }) as DescribedField
const fields = { category: field('category'), country: field('country') }

test('for whom a criterion holds is told apart from its condition, and put together again the same', () => {
  const wheres: (object | null)[] = [
    null,
    { lastContact: { below: '2025-01-01' } },
    { category: { under: 'a' } },
    { category: { under: 'a' }, country: { in: ['LV', 'GE'] }, creditLimit: { set: false } },
    { all: [{ country: { in: ['LV'] } }, { creditLimit: { above: '1' } }, { creditLimit: { below: '9' } }] },
    { any: [{ city: 'Rīga' }, { country: 'LV' }] },
    { category: { under: 'a' }, any: [{ city: 'Rīga' }, { city: 'Cēsis' }] },
  ]
  for (const where of wheres) {
    const { whom, rest } = splitWhom(fields, where)
    assert.deepEqual(joinWhom(fields, whom, rest), where, JSON.stringify(where))
  }
})

test('what the pickers cannot say stays in the condition', () => {
  const or = { any: [{ category: { under: 'a' } }, { country: 'LV' }] }
  assert.deepEqual(splitWhom(fields, or), { whom: everybody, rest: or })
  assert.deepEqual(splitWhom(fields, { country: { notIn: ['LV'] }, category: 'a' }).whom, everybody)
  assert.deepEqual(splitWhom({ category: null, country: null }, { country: 'LV' }).rest, { country: 'LV' })
})

test('one country is the same as a list of one, and an “or” is kept together behind the pickers', () => {
  assert.deepEqual(splitWhom(fields, { country: 'LV' }).whom.countries, ['LV'])
  const whom = { category: 'a', countries: ['LV'] }
  assert.deepEqual(joinWhom(fields, whom, { any: [{ city: 'x' }, { city: 'y' }] }), {
    ...{ category: { under: 'a' }, country: { in: ['LV'] } },
    any: [{ city: 'x' }, { city: 'y' }],
  })
})
