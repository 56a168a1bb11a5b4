import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, uploaded, until } from './office.ts'

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

test('what stands in a file is told to whoever uploaded it and to administrators', async (t) => {
  const place = await office(t)
  const { seller, administrator } = place.as
  const bringsIn = {
    object: 'customer',
    actions: ['read', 'create', 'import'],
    see: ['all'],
    change: ['all'],
  }
  const owner = await holder(place, 'owner', [bringsIn])
  const page = { object: 'settings', actions: ['imports'] }
  const other = await holder(place, 'other', [bringsIn, page])
  const table = `${file}${file.split('\n')[1]}\nZz Bez tālruņa;slepens numurs\n`
  const { id } = (await uploaded(owner, place.url, 'imports', 'secret.csv', table, 'customer')).body
  const values = { column: 1, field: 'phone', values: { 'slepens numurs': '+371 26000002' } }
  assert.equal((await owner.patch(`imports/${id}`, { mapping: [values] })).status, 200)
  assert.equal((await owner.post(`imports/${id}/check`)).status, 202)
  const checked = async () => (await owner.get(`imports/${id}`)).body.state === 'checked'
  await until(checked)
  const parts = ['values?column=0', 'problems', 'problems/summary', 'repeats', 'refused']
  for (const who of [owner, administrator]) {
    const { status, text, body } = await who.get(`imports/${id}`)
    assert.deepEqual([status, body.readsCells], [200, true])
    for (const cell of ['Zz Slepenais', 'slepens numurs']) assert.ok(text.includes(cell), text)
    for (const part of parts) assert.equal((await who.get(`imports/${id}/${part}`)).status, 200, part)
  }
  for (const view of [await other.get(`imports/${id}`), await other.get('imports')]) {
    assert.equal(view.status, 200)
    assert.ok(view.text.includes('secret.csv'), view.text)
    assert.doesNotMatch(view.text, /Slepenais|slepens|2600000/)
  }
  for (const part of parts) {
    const answer = await other.get(`imports/${id}/${part}`)
    assert.deepEqual([answer.status, answer.body.code], [403, 'import.fileOfAnother'], part)
    assert.equal((await seller.get(`imports/${id}/${part}`)).status, 404, part)
  }
  for (const [way, given] of [
    ['', { decision: 'skip' }],
    ['/rows', { column: 0, value: 'Zz Slepenais', to: 'Zz Cits' }],
    ['/rows/1', { skip: true }],
    ['/repeats', { kind: 'record', decision: 'skip' }],
    ['/repeats/1', { decision: 'skip' }],
  ] as const)
    assert.equal((await other.patch(`imports/${id}${way}`, given)).status, 403, way)
})
