import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, uploaded } from './office.ts'

const file = 'Name;Phone\nZz Slepenais;+371 26000001\n'

test('who uploaded a file is told by name to whom may read of users', async (t) => {
  const place = await office(t)
  const { seller, administrator } = place.as
  const bringsIn = {
    object: 'customer',
    actions: ['read', 'create', 'import'],
    see: ['all'],
    change: ['all'],
  }
  const page = { object: 'settings', actions: ['imports'] }
  const blind = await holder(place, 'blind', [bringsIn, page])
  const seeing = await holder(place, 'seeing', [bringsIn, page, { object: 'user', see: ['name'] }])
  const { id } = (await uploaded(administrator, place.url, 'imports', 'secret.csv', file, 'customer')).body
  for (const [who, isNamed] of [
    [blind, false],
    [seeing, true],
    [administrator, true],
  ] as const) {
    const one = await who.get(`imports/${id}`)
    assert.equal(one.status, 200, one.text)
    const listed = (await who.get('imports')).body.items.find((item: { id: string }) => item.id === id)
    for (const { createdBy } of [one.body, listed])
      assert.equal(createdBy?.id ?? null, isNamed ? administrator.user : null)
  }
  assert.equal((await seller.get(`imports/${id}`)).status, 404)
  const own = (await uploaded(blind, place.url, 'imports', 'own.csv', file, 'customer')).body
  assert.equal(own.createdBy.id, blind.user)
})
