import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountsOf } from './summary.ts'

test('amounts that name no currency add to those in the currency of the group, which is read first', () => {
  const sums = {
    creditLimit: [
      { currency: null, sum: '100.00' },
      { currency: 'CNY', sum: '7.00' },
      { currency: 'EUR', sum: '52217500.05' },
    ],
  }
  assert.deepEqual(amountsOf(sums, 'creditLimit', 'EUR'), [
    { amount: '52217600.05', currency: 'EUR' },
    { amount: '7.00', currency: 'CNY' },
  ])
  assert.deepEqual(amountsOf(sums, 'none', 'EUR'), [])
})
