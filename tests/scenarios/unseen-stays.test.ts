import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, until } from './office.ts'

test('whoever changes a list of records leaves those in it that they do not see', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const company = (name: string) => made(root, 'companies', { name })
  const [hidden, own, other, last] = [
    await company('Slēptais'),
    await company('Savējais'),
    await company('Otrs'),
    await company('Trešais'),
  ]
  const seen = { object: 'company', see: ['all'], rows: { name: { in: ['Savējais', 'Otrs'] } } }
  const change = ['companies', 'city']
  const grants = [seen, { object: 'customer', actions: ['read', 'change'], see: ['all'], change }]
  const walled = await holder(place, 'walled', grants)
  const customer = await made(root, 'customers', { name: 'SIA Siena', companies: [hidden, own, last] })
  const at = `customers/${customer}`
  const ids = async (who = root) => {
    const { companies } = (await who.get(at)).body as { companies: { id: string }[] }
    return companies.map(({ id }) => id)
  }
  assert.deepEqual(await ids(walled), [own])
  const give = async (companies: string[] | null) => {
    const answer = await walled.patch(at, { companies })
    assert.equal(answer.status, 200, answer.text)
    assert.ok(![hidden, last].some((id) => answer.text.includes(id)), answer.text)
    return ids()
  }
  assert.deepEqual(await give([own, other]), [hidden, own, last, other])
  assert.deepEqual(await give([other]), [hidden, last, other])
  assert.deepEqual(await give(null), [hidden, last])
  assert.deepEqual(await give([own]), [hidden, last, own])
  assert.equal((await walled.patch(at, { companies: [hidden, own] })).status, 422)

  const where = { id: customer }
  const begun = await walled.post('customers/bulk', { where, changes: { companies: [other] } })
  assert.equal(begun.status, 202, begun.text)
  await place.engine.jobs.drain()
  assert.deepEqual(await ids(), [hidden, last, other])
  const undone = await root.post(`changes/${begun.body.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(await ids(), [hidden, last, own])
  // Whoever sees all of them takes out what they leave out.
  assert.equal((await root.patch(at, { companies: [own] })).status, 200)
  assert.deepEqual(await ids(), [own])
  await until(async () => (await ids(walled)).length === 1)
})

test('a reference that is told as none stays where it is given back as none, in lines too', async (t) => {
  const place = await office(t)
  const { administrator: root, manager } = place.as
  const [hidden, own] = [
    await made(root, 'companies', { name: 'Slēptais' }),
    await made(root, 'companies', { name: 'Savējais' }),
  ]
  const payer = await made(root, 'customers', { name: 'SIA Maksātājs' })
  const change = ['companyTerms', 'payer', 'city']
  const walled = await holder(place, 'walled', [
    { object: 'company', see: ['all'], rows: { name: 'Savējais' } },
    { object: 'party', see: ['all'], rows: { city: 'Cēsis' } },
    { object: 'customer', actions: ['read', 'change'], see: ['all'], change, rows: { city: 'Cēsis' } },
  ])
  const terms = [
    { company: hidden, manager: manager.user, paymentDays: 10 },
    { company: own, manager: manager.user, paymentDays: 20 },
  ]
  const given = { name: 'SIA Siena', city: 'Cēsis', payer, companyTerms: terms }
  const at = `customers/${await made(root, 'customers', given)}`
  const told = (await walled.get(at)).body
  assert.deepEqual([told.payer, told.companyTerms[0].company], [null, null])
  const lines = told.companyTerms.map((line: { company: { id: string } | null }, place_: number) => ({
    ...{ ...line, company: line.company?.id ?? null, manager: null },
    paymentDays: 30 + place_,
  }))
  const changed = await walled.patch(at, { payer: null, companyTerms: lines })
  assert.equal(changed.status, 200, changed.text)
  const now = (await root.get(at)).body
  assert.equal(now.payer?.id, payer)
  assert.deepEqual(
    now.companyTerms.map((line: typeof terms & Record<string, { id: string }>) => [
      line['company']?.id,
      line['manager']?.id,
      line['paymentDays'],
    ]),
    [
      [hidden, manager.user, 30],
      [own, manager.user, 31],
    ],
  )
  // What they do see they take out.
  assert.equal((await root.patch(`customers/${payer}`, { city: 'Cēsis' })).status, 200)
  assert.equal((await walled.patch(at, { payer: null })).status, 200)
  assert.equal((await root.get(at)).body.payer, null)
})

test('lines are handed over in bulk where their other references are not seen', async (t) => {
  const place = await office(t)
  const { administrator: root, manager, seller } = place.as
  const hidden = await made(root, 'companies', { name: 'Slēptais' })
  const walled = await holder(place, 'walled', [
    { object: 'user', see: ['name'] },
    { object: 'customer', actions: ['read', 'change'], see: ['all'], change: ['companyTerms'] },
  ])
  const companyTerms = [{ company: hidden, manager: manager.user, paymentDays: 10 }]
  const id = await made(root, 'customers', { name: 'SIA Siena', companyTerms })
  const lines = { field: 'companyTerms', of: 'manager', from: manager.user, to: seller.user }
  const begun = await walled.post('customers/bulk', { where: { id }, lines })
  assert.equal(begun.status, 202, begun.text)
  await place.engine.jobs.drain()
  const { result } = (await walled.get(`jobs/${begun.body.job}`)).body
  assert.deepEqual([result.changed, result.refused], [1, 0], JSON.stringify(result))
  const [line] = (await root.get(`customers/${id}`)).body.companyTerms
  assert.deepEqual([line.company.id, line.manager.id, line.paymentDays], [hidden, seller.user, 10])
})
