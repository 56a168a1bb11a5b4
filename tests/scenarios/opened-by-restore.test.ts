import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

test('what comes back otherwise than it went shows no more than it did', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const all = { see: ['all'], change: ['all'] }
  const who = await holder(place, 'restorer', [
    { object: 'user', see: ['name'] },
    { object: 'customer', see: ['name'], change: ['manager'], actions: ['read', 'create'] },
    { object: 'customer', rows: { manager: '$me' }, ...all, actions: ['read', 'create', 'change', 'delete'] },
  ])
  const gone = async (manager: string) => {
    const id = await made(root, 'customers', { name: 'Bijušais', email: 'kluss@osta.lv', manager })
    assert.equal((await root.remove(`customers/${id}`)).status, 204)
    return `customers/${id}`
  }
  const others = await gone(seller.user)
  const named = await who.post(`${others}/restore`, { values: { manager: who.user } })
  assert.deepEqual([named.status, named.body.code], [403, 'opensMore'], named.text)
  assert.doesNotMatch(named.text, /kluss/)
  assert.equal((await who.get(others)).status, 404)
  // What was theirs, and what they see whole, comes back with another value.
  const own = await gone(who.user)
  const back = await who.post(`${own}/restore`, { values: { email: 'jauns@osta.lv' } })
  assert.deepEqual([back.status, back.body.email], [200, 'jauns@osta.lv'], back.text)
  assert.equal(
    (await place.as.clerk.post(`${others}/restore`, { values: { manager: seller.user } })).status,
    200,
  )
})
