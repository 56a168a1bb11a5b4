import { test } from 'node:test'
import assert from 'node:assert/strict'
import { company } from './company-for-test.ts'

test('counts and sums by group, the largest first, whatever the field holds', async (t) => {
  const { put, sum, administrator } = await company(t)
  const all = await administrator()
  const limits = [
    ['Rīga', '100.50', 14],
    ['Rīga', '0.25', 14],
    [null, '7', 30],
    ['Ogre', null, null],
  ] as const
  for (const [city, creditLimit, paymentDays] of limits)
    await put('customer', { name: 'Any', city, creditLimit, paymentDays })
  const by = async (field: string) => {
    const { groups } = await sum(all, 'customer', { groupBy: [field], sums: ['creditLimit', 'paymentDays'] })
    return groups.map(({ values, count, sums }) => [
      values[field],
      count,
      sums['creditLimit']?.[0]?.sum,
      sums['paymentDays']?.[0]?.sum,
    ])
  }
  assert.deepEqual(await by('city'), [
    ['Rīga', 2, '100.75', '28'],
    ['Ogre', 1, undefined, undefined],
    [null, 1, '7', '30'],
  ])
  assert.deepEqual(await by('paymentDays'), [
    [14, 2, '100.75', '28'],
    [30, 1, '7', '30'],
    [null, 1, undefined, undefined],
  ])
  const { total } = await sum(all, 'customer', { where: { city: 'Rīga' }, sums: ['creditLimit'] })
  assert.deepEqual(total, { count: 2, sums: { creditLimit: [{ currency: null, sum: '100.75' }] } })
  assert.deepEqual(await sum(all, 'customer', { search: 'nobody', groupBy: ['city'] }), {
    groups: [],
    total: { count: 0, sums: {} },
  })
})
