import assert from 'node:assert/strict'
import test from 'node:test'
import { labelOf, pluralOf } from './labels.ts'
import { camelCase, customName, isCustomName, kebabCase, pathOf, sentenceCase, snakeCase } from './naming.ts'

test('one name in the spellings of its places', () => {
  assert.equal(snakeCase('creditLimit'), 'credit_limit')
  assert.equal(snakeCase('taxId'), 'tax_id')
  assert.equal(snakeCase('x_dailyRate'), 'x_daily_rate')
  assert.equal(snakeCase('openPDFFile2'), 'open_pdf_file2')
  assert.equal(kebabCase('duplicatePair'), 'duplicate-pair')
  assert.equal(kebabCase('Party links'), 'party-links')
  assert.equal(camelCase('Daily rate'), 'dailyRate')
  assert.equal(sentenceCase('inProgress'), 'In progress')
  assert.equal(pathOf({ name: 'partyLink', plural: 'Party links' }), 'party-links')
  assert.equal(pathOf({ name: 'rental', plural: '租赁' }), 'rental')
  assert.equal(pathOf({ name: 'party', plural: 'Parties', path: 'partners' }), 'partners')
})

test('what users add has a name of its own kind', () => {
  assert.equal(customName('Daily rate'), 'x_dailyRate')
  assert.equal(customName('x_dailyRate'), 'x_dailyRate')
  for (const name of ['x_dailyRate', 'x_a1']) assert.ok(isCustomName(name), name)
  for (const name of ['dailyRate', 'x_', 'x_Daily', 'x_1', 'x_a-b', 'x_ā', `x_${'a'.repeat(60)}`])
    assert.ok(!isCustomName(name), name)
})

test('labels fall back to English', () => {
  const party = { label: 'Party', plural: 'Parties', labels: { lv: ['Partneris', 'Partneri'] } } as const
  assert.equal(labelOf(party, 'lv'), 'Partneris')
  assert.equal(pluralOf(party, 'lv'), 'Partneri')
  assert.equal(pluralOf(party, 'ka'), 'Parties')
  assert.equal(labelOf({ label: 'Name', labels: { ru: 'Имя' } }, 'ru'), 'Имя')
  assert.equal(labelOf({ label: 'Name' }, 'zh'), 'Name')
})
