import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, type Caller } from './office.ts'

const places = ['model', 'objects', 'objects/customers', 'objects/customers/fields', 'openapi.json']

test('what a formula says is told to who sees all that it names', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const formula = { type: 'formula', gives: 'text', formula: 'IF(creditLimit > 4711, "A", "B")' }
  const field = await root.post('objects/customer/fields', { ...formula, name: 'klass', label: 'Class' })
  assert.equal(field.status, 201, field.text)
  const see = ['name', 'x_klass']
  const blind = await holder(place, 'blind', [{ object: 'customer', see }])
  const seeing = await holder(place, 'seeing', [{ object: 'customer', see: [...see, 'creditLimit'] }])
  for (const path of places) {
    const [told, known] = [await blind.get(path), await seeing.get(path)]
    assert.deepEqual([told.status, known.status], [200, 200], path)
    assert.doesNotMatch(told.text, /4711/, path)
  }
  for (const path of ['model', 'objects/customers/fields'])
    assert.match((await seeing.get(path)).text, /creditLimit > 4711/)
})

test('lines are described to who knows a field that holds them', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  await made(root, 'objects', { name: 'claim', label: 'Zz Claim', plural: 'Zz Claims', ownedBy: 'party' })
  const lines = { type: 'collection', of: 'x_claim', via: 'x_partner', owned: true }
  const field = await root.post('objects/party/fields', { ...lines, name: 'claims', label: 'Claims' })
  assert.equal(field.status, 201, field.text)
  const blind = await holder(place, 'blind', [{ object: 'customer', see: ['name'] }])
  const seeing = await holder(place, 'seeing', [{ object: 'customer', see: ['name', 'x_claims'] }])
  const named = async (who: Pick<Caller, 'get'>, name: string) =>
    (await who.get('model')).body.objects.some((one: { name: string }) => one.name === name)
  assert.deepEqual([await named(blind, 'x_claim'), await named(blind, 'partyBankAccount')], [false, false])
  assert.deepEqual([await named(seeing, 'x_claim'), await named(root, 'x_claim')], [true, true])
  assert.equal((await blind.get('objects/x_claim')).status, 404)
})
