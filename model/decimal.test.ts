import assert from 'node:assert/strict'
import test from 'node:test'
import {
  addDecimals,
  compareDecimals,
  decimalOfNumber,
  decimalsOf,
  digitsOf,
  divideDecimals,
  multiplyDecimals,
  normalDecimal,
  roundDecimal,
  subtractDecimals,
  withDecimals,
} from './decimal.ts'

test('a decimal has one way to be written, but for its decimals', () => {
  const cases = {
    '1200.00': '1200.00',
    '+5': '5',
    '007': '7',
    '.5': '0.5',
    '5.': '5',
    '-0': '0',
    '-0.00': '0.00',
    '-00.10': '-0.10',
    '0': '0',
    '000': '0',
  }
  for (const [text, normal] of Object.entries(cases)) assert.equal(normalDecimal(text), normal, text)
  for (const text of ['', '.', '-', '+.', '1e3', '1,5', ' 1', '1 000', '--1', '٣', 'NaN'])
    assert.equal(normalDecimal(text), undefined, text)
})

test('sums are exact and show the decimals of their parts', () => {
  assert.equal(addDecimals('0.1', '0.2'), '0.3')
  assert.equal(addDecimals('1200.00', '0.5', '-1200'), '0.50')
  assert.equal(addDecimals(), '0')
  assert.equal(subtractDecimals('1', '1.00'), '0.00')
  const large = '99999999999999999999999999999999999999'
  assert.equal(addDecimals(large, '0.00000000000000000001'), `${large}.00000000000000000001`)
  assert.equal(multiplyDecimals(large, large), (BigInt(large) ** 2n).toString())
  assert.equal(divideDecimals('1', '3'), '0.33333333333333333333')
  assert.equal(divideDecimals('2', '3'), '0.66666666666666666667')
  assert.equal(divideDecimals('1', '0.00'), undefined)
})

test('rounding goes away from zero at the half', () => {
  assert.equal(roundDecimal('2.345', 2), '2.35')
  assert.equal(roundDecimal('-2.345', 2), '-2.35')
  assert.equal(roundDecimal('2.5', 0), '3')
  assert.equal(roundDecimal('-0.004', 2), '0.00')
  assert.equal(roundDecimal('5', 2), '5.00')
})

test('decimals are compared by value and measured by their digits', () => {
  assert.equal(compareDecimals('1.0', '1'), 0)
  assert.ok(compareDecimals('-2', '1.5') < 0)
  assert.ok(compareDecimals('10', '9.99') > 0)
  assert.equal(decimalsOf('1.500'), 1)
  assert.equal(digitsOf('-0.0120'), 3)
  assert.equal(digitsOf('1200'), 4)
  assert.equal(withDecimals('1.5000', 2), '1.50')
  assert.equal(withDecimals('1.2345', 2), '1.2345')
  assert.equal(withDecimals('1.00', 0), '1')
  assert.equal(decimalOfNumber(1e23), '100000000000000000000000')
  assert.equal(decimalOfNumber(-1e-7), '-0.0000001')
})
