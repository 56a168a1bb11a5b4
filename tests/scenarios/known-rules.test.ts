import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('of the rules of an object one is told those that name no field which one may not see', async (t) => {
  const { administrator: root, clerk } = (await office(t)).as
  for (const [name, label] of [
    ['rating', 'Rating'],
    ['visit', 'Visit'],
  ]) {
    const made = await root.post('objects/customer/fields', { type: 'text', name, label })
    assert.equal(made.status, 201, made.text)
  }
  const hidden = [
    { require: 'x_rating' },
    { require: 'city', when: { x_rating: 'Bad' } },
    { must: 'OR(ISBLANK(x_visit), x_visit <> "never")', at: 'x_visit', refusal: 'Visit them.' },
  ]
  const open = [
    { require: 'city', when: { country: 'LV' } },
    { must: 'OR(ISBLANK(city), city <> "Nowhere")', at: 'city', refusal: 'Say where.' },
  ]
  const set = await root.put('objects/customer/rules', { rules: [...hidden, ...open] })
  assert.equal(set.status, 200, set.text)
  assert.deepEqual((await root.get('objects/customer/rules')).body.items, [...hidden, ...open])
  const told = await clerk.get('objects/customer/rules')
  assert.deepEqual(told.body.items, open, told.text)
})
