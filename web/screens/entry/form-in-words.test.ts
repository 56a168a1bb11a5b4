import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hint } from '#check'
import { formInWords } from './form-in-words.ts'

const latvian = {
  digits: (number: string) => `${number} cipari`,
  either: (one: string, other: string) => `${one} vai ${other}`,
  afterPrefix: (prefix: string, rest: string) => `${prefix} un ${rest}`,
}

test('the form of a number is said in the reader’s own words', () => {
  const cases = [
    ['LV and 11 digits', 'LV un 11 cipari'],
    ['9 digits', '9 cipari'],
    ['LT and 9 or 12 digits', 'LT un 9 vai 12 cipari'],
    ['8, 12, 13 or 14 digits', '8, 12, 13 vai 14 cipari'],
    ['RO and 2 to 10 digits', 'RO un 2–10 cipari'],
    ['9 digits, the first 5', undefined],
    ['CY, 8 digits and a letter', undefined],
  ] as const
  for (const [form, words] of cases) assert.equal(formInWords(form, latvian), words)
})

test('the tax numbers of most neighbours can be said', () => {
  for (const country of ['LV', 'LT', 'EE', 'PL', 'DE', 'FI', 'DK', 'IT', 'PT']) {
    const form = hint('tax-number', country)?.format ?? ''
    assert.ok(formInWords(form, latvian), `${country}: ${form}`)
  }
})
