import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

test('a merge proposes the spelling with all its letters, and never unfreezes by itself', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const frozen = await made(root, { name: 'SIA “Jūras Zvaigzne”', country: 'LV' })
  const freeze = { reason: 'businessRisk', memo: 'Two invoices are open.' }
  assert.equal((await root.post(`customers/${frozen}/freeze`, freeze)).status, 200)
  const twin = await made(root, { name: 'SIA "JURAS ZVAIGZNE"', country: 'LV' })

  for (const [one, other, own] of [
    [twin, frozen, 'other'],
    [frozen, twin, 'survivor'],
  ] as const) {
    const fields = await proposed(root, one, other)
    assert.deepEqual(fields.get('name'), [own, 'spelled', null])
    assert.deepEqual(fields.get('customer.status')?.slice(0, 2), [own, 'strict'])
    assert.equal(fields.get('customer.statusReason')?.[2], 'customer.status')
    assert.equal(fields.get('customer.statusMemo')?.[2], 'customer.status')
  }
  assert.equal((await root.post(`parties/${twin}/merge`, { with: frozen })).status, 200)
  const { name, status, statusMemo } = (await root.get(`customers/${twin}`)).body
  assert.deepEqual(
    { name, status, statusMemo },
    {
      name: 'SIA “Jūras Zvaigzne”',
      status: 'frozen',
      statusMemo: 'Two invoices are open.',
    },
  )
})

test('what was decided of a partner stays with who decides otherwise, with all that goes with it', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const active = await made(root, { name: 'Haichuan' })
  const frozen = await made(root, { name: '海川' })
  await root.post(`customers/${frozen}/freeze`, { reason: 'businessRisk', memo: 'Settled since.' })
  assert.deepEqual((await proposed(root, active, frozen)).get('name'), ['other', 'spelled', null])
  const choices = { 'customer.status': 'survivor' }
  assert.equal((await root.post(`parties/${active}/merge`, { with: frozen, choices })).status, 200)
  const { name, status, statusMemo, statusReason } = (await root.get(`customers/${active}`)).body
  assert.deepEqual([name, status, statusMemo, statusReason], ['海川', 'active', null, null])
})

test('whoever may not lift a state does not lift it by a merge', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk, manager } = as
  const frozen = await made(root, { name: 'Osta' })
  await root.post(`customers/${frozen}/freeze`, { reason: 'businessRisk' })
  const twin = await made(root, { name: 'Ostas' })
  const choices = { 'customer.status': 'survivor' }
  const refused = await clerk.post(`parties/${twin}/merge`, { with: frozen, choices })
  assert.deepEqual([refused.status, refused.body.code], [409, 'merge.lifts'], refused.text)
  assert.equal((await clerk.post(`parties/${twin}/merge?dryRun=true`, { with: frozen })).status, 200)
  const lifted = await manager.post(`parties/${twin}/merge`, { with: frozen, choices })
  assert.equal(lifted.status, 200, lifted.text)
  assert.equal((await root.get(`customers/${twin}`)).body.status, 'active')
})

async function made(root: Caller, values: object): Promise<string> {
  const { status, text, body } = await root.post('customers', values)
  assert.equal(status, 201, text)
  return String(body.id)
}

/** By field: what is proposed, by which rule, and whose choice it follows. */
async function proposed(root: Caller, one: string, other: string) {
  const { body } = await root.get(`parties/${one}/merge?with=${other}`)
  const fields = body.fields as { key: string; proposed: string; rule: string; follows: string | null }[]
  return new Map(fields.map(({ key, proposed: choice, rule, follows }) => [key, [choice, rule, follows]]))
}
