import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { checkVAT, countries } from 'jsvat'
import { numberCheck } from './number-check.ts'
import { numberRules } from './rules/index.ts'

test('numbers that others have collected are judged as they were', () => {
  const lines = readFileSync(new URL('fixtures/tax-numbers.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const wrong: string[] = []
  for (const line of lines.slice(1)) {
    const [country = '', type = '', value = '', isValid] = line.split('\t')
    const { result } = numberCheck('tax', { value, country, type })
    if (result !== (isValid === '1' ? 'valid' : 'invalid')) wrong.push(`${line} is ${result}`)
  }
  assert.deepEqual(wrong, [])
})

test('a number is judged alike however it is written: with spaces, signs, full width, or its country in front', () => {
  const lines = readFileSync(new URL('fixtures/tax-numbers.tsv', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  const written: ((value: string) => string)[] = [
    (value) => value.replace(/(.{3})(?=.)/g, '$1 '),
    (value) => value.replace(/(\d{3})(?=\d)/g, '$1.'),
    (value) => value.replace(/(\d{2})(?=\d)/g, '$1–'),
    (value) => value.replace(/[0-9A-Z]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    (value) => `\u00a0${value.toLowerCase()} `,
  ]
  const wrong = lines.slice(1).flatMap((line) => {
    const [country = '', type = '', value = '', isValid] = line.split('\t')
    const wanted = isValid === '1' ? 'valid' : 'invalid'
    // The parts of a bank account in New Zealand are told by their signs alone.
    const ways = type === 'bank' ? [] : written.map((write) => write(value))
    const fronted =
      type !== 'bank' && isValid === '1' && !/^[A-Z]{2}/.test(value) ? [`${country} ${value}`] : []
    return [...ways, ...fronted].flatMap((one) => {
      const { result } = numberCheck('tax', { value: one, country, type })
      return result === wanted ? [] : [`${country} ${type} ${one} is ${result}`]
    })
  })
  assert.deepEqual(wrong, [])
})

test('a second library agrees with the numbers that the rules for taxes give as examples', () => {
  let asked = 0
  for (const [country, rules] of Object.entries(numberRules)) {
    const known = countries.find(({ codes }) => codes[0] === country)
    const rule = rules.find(({ types, prefix }) => types.includes('vat') && prefix !== undefined)
    // Andorra's control letter may be any; Switzerland is asked with hyphens only.
    if (known === undefined || rule?.prefix === undefined || ['AD', 'CH'].includes(country)) continue
    assert.equal(checkVAT(rule.example, [known]).isValid, true, rule.example)
    asked++
  }
  assert.ok(asked >= 28)
})

test('a digit that is wrong, or two that are swapped, are nearly always found', () => {
  let [slips, found] = [0, 0]
  for (const [country, rules] of Object.entries(numberRules)) {
    for (const { example, proves, types } of rules) {
      if (proves === undefined) continue
      for (const slip of slipsOf(example)) {
        slips++
        if (numberCheck('tax', { value: slip, country, type: types[0] ?? '' }).result === 'invalid') found++
      }
    }
  }
  assert.ok(slips > 3000)
  assert.ok(found / slips > 0.94, `${found} of ${slips}`)
})

function slipsOf(number: string): string[] {
  const slips: string[] = []
  for (let position = 0; position < number.length; position++) {
    const digit = number.charAt(position)
    if (!/\d/.test(digit)) continue
    for (const other of '0123456789') {
      if (other !== digit) slips.push(number.slice(0, position) + other + number.slice(position + 1))
    }
    const next = number.charAt(position + 1)
    if (/\d/.test(next) && next !== digit) {
      slips.push(number.slice(0, position) + next + digit + number.slice(position + 2))
    }
  }
  return slips
}
