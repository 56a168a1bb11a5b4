import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

const body = { name: 'SIA Vienreiz', country: 'LV' }
const key = { 'idempotency-key': 'order-17' }

test('the same request under the same key is done once and answered alike', async (t) => {
  const { as } = await office(t)
  const first = await as.clerk.post('customers', body, key)
  assert.equal(first.status, 201, first.text)
  const second = await as.clerk.post('customers', body, key)
  assert.equal(second.status, 201)
  assert.deepEqual(second.body, first.body)
  assert.equal(second.headers.get('location'), first.headers.get('location'))
  const other = await as.clerk.post('customers', { ...body, name: 'SIA Divreiz' }, key)
  assert.equal(other.status, 422)
  assert.equal(other.body.code, 'idempotencyKeyReused')
  const elsewhere = await as.manager.post('customers', body, key)
  assert.notEqual(elsewhere.body.id, first.body.id, 'a key is one user’s own')
})

test('concurrent twins wait for each other and get one record', async (t) => {
  const { as } = await office(t)
  const answers = await Promise.all(Array.from({ length: 5 }, () => as.clerk.post('customers', body, key)))
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201, 201, 201],
  )
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1)
})

test('a request that failed leaves nothing behind, so that it can be mended and sent again', async (t) => {
  const { as } = await office(t)
  assert.equal((await as.clerk.post('customers', { name: '' }, key)).status, 422)
  assert.equal((await as.clerk.post('customers', body, key)).status, 201)
})

test('the rights are asked again before an answer is repeated', async (t) => {
  const { as, engine } = await office(t)
  const first = await as.seller.post('customers', { ...body, manager: as.seller.user }, key)
  assert.equal(first.status, 201, first.text)
  const handed = await as.manager.patch(`customers/${first.body.id}`, { manager: as.manager.user })
  assert.equal(handed.status, 200, handed.text)
  assert.equal((await as.seller.post('customers', { ...body, manager: as.seller.user }, key)).status, 404)
  await engine.records.update(await engine.access.systemActor('test'), 'user', as.seller.user, {
    active: false,
  })
  assert.equal((await as.seller.post('customers', body, key)).status, 401)
})

test('actions and undo hold to their keys too', async (t) => {
  const { as } = await office(t)
  const { id } = (await as.clerk.post('customers', body)).body
  const freeze = () => as.manager.post(`customers/${id}/deactivate`, { reason: 'businessRisk' }, key)
  const [one, two] = [await freeze(), await freeze()]
  assert.equal(one.status, 200, one.text)
  assert.equal(two.status, 200, 'the second time it would be refused, were it done again')
  const change = one.headers.get('kontor-change')
  const undo = () => as.manager.post(`changes/${change}/undo`, undefined, { 'idempotency-key': 'undo-1' })
  const [undone, again] = [await undo(), await undo()]
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(again.body, undone.body)
})

test('an answer to a request with a long reason is kept and given again as any', async (t) => {
  const { as } = await office(t)
  const made = await as.clerk.post('customers', { name: 'SIA Garš Iemesls', country: 'LV' })
  const place = `customers/${made.body.id}/deactivate?reason=${'iemesls '.repeat(240).replaceAll(' ', '%20')}`
  const headers = { 'idempotency-key': 'one-long-reason' }
  const first = await as.administrator.post(place, { reason: 'ownRequest' }, headers)
  assert.equal(first.status, 200, first.text)
  const again = await as.administrator.post(place, { reason: 'ownRequest' }, headers)
  assert.deepEqual([again.status, again.text], [200, first.text])
})
