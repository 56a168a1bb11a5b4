import assert from 'node:assert/strict'
import test from 'node:test'
import { currencyDecimals, roundMoney, sumByCurrency } from './money.ts'

test('amounts are rounded to what their currency is kept with', () => {
  assert.equal(roundMoney('10.005', 'EUR'), '10.01')
  assert.equal(roundMoney('10.5', 'JPY'), '11')
  assert.equal(roundMoney('1', 'KWD'), '1.000')
  assert.equal(currencyDecimals('HUF'), 2)
})

test('different currencies never add', () => {
  const sums = sumByCurrency([
    { amount: '10.00', currency: 'EUR' },
    { amount: '3.50', currency: 'USD' },
    { amount: '0.10', currency: 'EUR' },
  ])
  assert.deepEqual(
    [...sums],
    [
      ['EUR', '10.10'],
      ['USD', '3.50'],
    ],
  )
})
