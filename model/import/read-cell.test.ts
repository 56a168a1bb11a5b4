import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choice, code, day, decimal, email, integer, money, percent, text, yesNo } from '../fields/index.ts'
import type { TextStyle } from '../field-type.ts'
import { readCell } from './read-cell.ts'

const latvian: TextStyle = { decimal: ',', day: 'dmy', language: 'lv' }
const american: TextStyle = { decimal: '.', day: 'mdy', language: 'en' }
const chinese: TextStyle = { decimal: '.', day: 'ymd', language: 'zh' }
const since = day({ label: 'Since' })
const limit = money({ label: 'Limit' })
const country = code('country', { label: 'Country' })

const days: readonly (readonly [string, TextStyle, string | null | undefined])[] = [
  ['31.03.2026', latvian, '2026-03-31'],
  ['31.03.2026 00:00:00', latvian, '2026-03-31'],
  ['31.3.26', latvian, '2026-03-31'],
  ['31.12.99', latvian, '1999-12-31'],
  ['31/03/2026', latvian, '2026-03-31'],
  ['31.03.2026.', latvian, '2026-03-31'],
  ['31.03.2026 г.', latvian, '2026-03-31'],
  ['2026. gada 31. marts', latvian, '2026-03-31'],
  ['31 марта 2026 г.', latvian, '2026-03-31'],
  ['31 მარტი 2026', latvian, '2026-03-31'],
  ['31-Mar-2026', american, '2026-03-31'],
  ['March 31, 2026', american, '2026-03-31'],
  ['3/31/2026 2:05 PM', american, '2026-03-31'],
  ['3/31/26', american, '2026-03-31'],
  ['2026-03-31 14:05:00', american, '2026-03-31'],
  ['2026-03-31T14:05:00Z', chinese, '2026-03-31'],
  ['2026年3月31日', chinese, '2026-03-31'],
  ['20260331', chinese, '2026-03-31'],
  ['２０２６/０３/３１', chinese, '2026-03-31'],
  ['-', latvian, null],
  ['n/a', american, null],
  ['', american, null],
  ['31.02.2026', latvian, undefined],
  ['3/31/2026', latvian, undefined],
  ['31/03/2026', american, undefined],
  ['soon', american, undefined],
]

test('days are read as people write them, in the order of the file', () => {
  for (const [written, style, expected] of days) {
    const read = readCell(written, since, style)
    assert.equal('problem' in read ? undefined : read.value, expected, written)
  }
})

const numbers: readonly (readonly [string, TextStyle, string | undefined])[] = [
  ['1 234,56', latvian, '1234.56'],
  ['1\u00a0234,56', latvian, '1234.56'],
  ['1.234,56', latvian, '1234.56'],
  ['€ 1 234,56', latvian, '1234.56'],
  ['1 234,56 €', latvian, '1234.56'],
  ['1234,56 EUR', latvian, '1234.56'],
  ['EUR 1234,56', latvian, '1234.56'],
  ['-€5,00', latvian, '-5.00'],
  ['100 руб.', latvian, '100.00'],
  ['-12,00', latvian, '-12.00'],
  ['12,00-', latvian, '-12.00'],
  ['(12,00)', latvian, '-12.00'],
  ['$1,234.56', american, '1234.56'],
  ['($1,234.56)', american, '-1234.56'],
  ['1,234.56', chinese, '1234.56'],
  ['￥1,234.56', chinese, '1234.56'],
  ['1234.56', latvian, undefined],
  ['1234,56', american, undefined],
  ['twelve', american, undefined],
  ['1 EUR 2', american, undefined],
]

test('amounts are read with their currency around them, never with the wrong decimal sign', () => {
  for (const [written, style, expected] of numbers) {
    const read = readCell(written, limit, style)
    assert.equal('problem' in read ? undefined : read.value, expected, written)
  }
})

test('a country is known by its codes and by its names in many languages', () => {
  const known: Readonly<Record<string, string>> = {
    LV: 'LV',
    LVA: 'LV',
    Latvija: 'LV',
    Latvia: 'LV',
    Латвия: 'LV',
    ლატვია: 'LV',
    拉脱维亚: 'LV',
    lettland: 'LV',
    Deutschland: 'DE',
    Vācija: 'DE',
    Германия: 'DE',
    გერმანია: 'DE',
    USA: 'US',
    'U.S.A.': 'US',
    UK: 'GB',
    England: 'GB',
    Česko: 'CZ',
    Eesti: 'EE',
    Lietuva: 'LT',
    საქართველო: 'GE',
    Gruzija: 'GE',
    中国: 'CN',
    РФ: 'RU',
    Holland: 'NL',
    Suomi: 'FI',
    日本: 'JP',
    Ελλάδα: 'GR',
  }
  for (const [written, expected] of Object.entries(known)) {
    assert.deepEqual(readCell(written, country, american), { value: expected }, written)
  }
  assert.ok('problem' in readCell('Atlantis', country, american))
  assert.ok('problem' in readCell('QQQ', country, american))
})

test('yes and no, shares, whole numbers and choices are read by their types', () => {
  assert.deepEqual(readCell('Jā', yesNo({ label: 'Active' }), latvian), { value: true })
  assert.deepEqual(readCell('否', yesNo({ label: 'Active' }), chinese), { value: false })
  assert.deepEqual(readCell('15,5 %', percent({ label: 'Discount' }), latvian), { value: '0.155' })
  assert.deepEqual(readCell('30', integer({ label: 'Days' }), latvian), { value: 30 })
  assert.deepEqual(readCell('0,001', decimal({ label: 'Rate' }), latvian), { value: '0.001' })
  const kind = choice([{ value: 'person', label: 'Person', labels: { lv: 'Persona' } }], { label: 'Kind' })
  assert.deepEqual(readCell('Persona', kind, latvian), { value: 'person' })
})

test('the error of a formula never becomes a name', () => {
  const read = readCell('#REF!', text({ label: 'Name' }), american)
  assert.ok('problem' in read)
  assert.match(read.problem.message, /#REF!.*Mend the formula/)
  assert.deepEqual(readCell('#N/A', email({ label: 'E-mail' }), american), { value: null })
  assert.deepEqual(readCell('#1 Hits', text({ label: 'Name' }), american), { value: '#1 Hits' })
})

test('a value that is wrong keeps the problem of its type', () => {
  const read = readCell('somewhere', email({ label: 'E-mail' }), american)
  assert.ok('problem' in read)
  assert.match(read.problem.message, /somewhere|e-mail/i)
})
