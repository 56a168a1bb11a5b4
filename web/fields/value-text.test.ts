import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedField } from '../api/model.ts'
import { valueText } from './value-text.ts'

const context = { language: 'en', currency: 'EUR', yes: 'Yes', no: 'No' } as const
const field = (show: string, settings = {}) => ({ control: { show }, settings }) as unknown as DescribedField

test('an address reads as on an envelope, however its parts were kept', () => {
  const address = {
    country: 'LV',
    city: 'Rīga',
    postalCode: 'LV-1010',
    street: 'Brīvības iela 1',
    region: null,
  }
  assert.equal(
    valueText(field('postal-address'), address, null, context),
    'Brīvības iela 1, Rīga, LV-1010, Latvia',
  )
})

test('of an instant of which only the day matters, the hour is left out', () => {
  const instant = '2026-03-31T10:00:00Z'
  assert.equal(valueText(field('instant', { shown: 'day' }), instant, null, context), '31 Mar 2026')
  assert.match(valueText(field('instant'), instant, null, context), /^31 Mar 2026 \d\d:00$/)
  assert.equal(valueText(field('instant', { shown: 'day' }), '$today', null, context), 'Today')
})
