import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('sums over a role follow who leaves it and who takes it up again', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const made = async (place: string, values: Readonly<Record<string, unknown>>) => {
    const answer = await root.post(place, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body as { id: string; name: string }
  }
  const members = { type: 'collection', label: 'Members', of: 'customer', via: 'category' }
  const { name: all } = await made('objects/category/fields', members)
  const sum = { type: 'formula', label: 'Days', gives: 'decimal', formula: `SUM(${all}.paymentDays)` }
  const { name: days } = await made('objects/category/fields', sum)
  const own = { type: 'formula', label: 'Twice', gives: 'decimal', formula: 'paymentDays * 2 + 1' }
  await made('objects/customer/fields', own)
  await engine.jobs.drain()
  const { id: category } = await made('categories', { name: 'Zz', roles: ['customer'] })
  const { id } = await made('customers', { name: 'Zz seven', category, paymentDays: 7 })
  await made('customers', { name: 'Zz five', category, paymentDays: 5 })
  await made('suppliers', { party: id })
  const comesTo = async () => Number((await root.get(`categories/${category}`)).body[days])
  assert.equal(await comesTo(), 12)
  const left = await root.remove(`customers/${id}`)
  assert.equal(left.status, 204, left.text)
  assert.equal(await comesTo(), 5)
  assert.deepEqual(await engine.verify(), [])
  const undone = await root.post(`changes/${left.headers.get('kontor-change')}/undo`)
  assert.equal(undone.body.reversed, 1, undone.text)
  assert.equal(await comesTo(), 12)
  assert.deepEqual(await engine.verify(), [])
})
