import assert from 'node:assert/strict'
import { test } from 'node:test'
import { imported, kindsOf } from './new-business-doors.ts'
import { office, type Caller } from './office.ts'

async function made(as: Caller, path: string, body: object): Promise<string> {
  const answer = await as.post(path, body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id as string
}

test('a supplier is linked and unlinked with a reason, seen from both sides, and the end taken back', async (t) => {
  const { as } = await office(t)
  const customer = await made(as.clerk, 'customers', { name: 'Saites Klients SIA' })
  const supplier = await made(as.clerk, 'suppliers', { name: 'Saites Piegādātājs SIA' })
  const link = await made(as.clerk, 'supplier-links', { customer, supplier, from: '2024-01-15' })

  const early = await as.clerk.post(`supplier-links/${link}/unlink`, {
    why: 'Never began',
    until: '2023-12-31',
  })
  assert.equal(early.status, 422, early.text)
  assert.deepEqual(
    early.body.errors.map(({ field }: { field: string }) => field),
    ['until'],
  )
  const mute = await as.clerk.post(`supplier-links/${link}/unlink`, {})
  assert.deepEqual(
    mute.body.errors.map(({ field }: { field: string }) => field),
    ['why'],
  )
  const refused = await as.leader.post(`supplier-links/${link}/unlink`, { why: 'I may not' })
  assert.equal(refused.status, 403, refused.text)

  const ended = await as.clerk.post(`supplier-links/${link}/unlink`, {
    why: 'Another dealer',
    until: '2024-06-30',
  })
  assert.equal(ended.status, 200, ended.text)
  for (const where of [{ customer }, { supplier }]) {
    const { body } = await as.clerk.get(`supplier-links?where=${encodeURIComponent(JSON.stringify(where))}`)
    assert.deepEqual(
      body.items.map((one: Record<string, unknown>) => [one['from'], one['until'], one['endedBecause']]),
      [['2024-01-15', '2024-06-30', 'Another dealer']],
    )
  }
  const twice = await as.clerk.post(`supplier-links/${link}/unlink`, { why: 'Again' })
  assert.equal(twice.status, 409, twice.text)
  assert.match(twice.text, /This link is over already/)

  const undone = await as.clerk.post(`changes/${ended.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  const { body: again } = await as.clerk.get(`supplier-links/${link}`)
  assert.deepEqual([again.until, again.endedBecause], [null, null])
})

test('one person is contact of several companies and customer too; only who looks after them unlinks them', async (t) => {
  const { as } = await office(t)
  const manager = as.seller.user
  const person = await made(as.seller, 'contacts', {
    name: 'Bērziņa Anna',
    kind: 'person',
    manager,
  })
  const asCustomer = await as.clerk.post('customers', { party: person })
  assert.equal(asCustomer.status, 201, asCustomer.text)
  const { body: both } = await as.clerk.get(`parties/${person}`)
  assert.deepEqual(both.roles.toSorted(), ['contact', 'customer'])
  const companies = [
    await made(as.clerk, 'customers', { name: 'Pirmais darba devējs SIA', manager }),
    await made(as.clerk, 'customers', { name: 'Otrais darba devējs SIA', manager }),
  ]
  const links: string[] = []
  for (const customer of companies)
    links.push(await made(as.seller, 'contact-links', { contact: person, customer, position: 'Buyer' }))
  const left = await as.seller.post(`contact-links/${links[0]}/unlink`, { why: 'Left the company' })
  assert.equal(left.status, 200, left.text)
  const { body } = await as.seller.get(
    `contact-links?where=${encodeURIComponent(JSON.stringify({ contact: person }))}&sort=createdAt`,
  )
  assert.deepEqual(
    body.items.map((one: Record<string, unknown>) => [one['position'], one['endedBecause']]),
    [
      ['Buyer', 'Left the company'],
      ['Buyer', null],
    ],
  )
  // Whoever left is told by the last day, which is also set by hand, and taken back.
  const whoLeft = async (where: object): Promise<string[]> => {
    const asked = encodeURIComponent(JSON.stringify({ contact: person, ...where }))
    const answer = await as.seller.get(`contact-links?where=${asked}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items.map(({ id }: { id: string }) => id)
  }
  assert.deepEqual(await whoLeft({ left: true }), [], 'today is the last day of the first')
  const gone = await as.seller.patch(`contact-links/${links[1]}`, { until: '2024-02-29' })
  assert.deepEqual([gone.status, gone.body.left], [200, true], gone.text)
  assert.deepEqual(await whoLeft({ left: true }), [links[1]])
  const early = await as.seller.patch(`contact-links/${links[1]}`, { from: '2024-03-01' })
  assert.deepEqual([early.status, early.body.errors[0].field], [422, 'until'], early.text)
  assert.equal((await as.seller.patch(`contact-links/${links[1]}`, { left: true })).status, 422)
  const back = await as.seller.patch(`contact-links/${links[1]}`, { until: null })
  assert.deepEqual([back.status, back.body.left], [200, false], back.text)
  const strange = await made(as.clerk, 'contacts', { name: 'Svešs Cilvēks', manager: as.clerk.user })
  const foreign = await made(as.clerk, 'contact-links', { contact: strange, customer: companies[0] })
  assert.equal((await as.seller.post(`contact-links/${foreign}/unlink`, { why: 'Not mine' })).status, 404)
})

test('two who are linked are not linked a second time while it lasts, by hand, by a program or by a file', async (t) => {
  const here = await office(t)
  const { clerk, administrator } = here.as
  const customer = await made(clerk, 'customers', { name: 'Divreiz Klients SIA' })
  const supplier = await made(clerk, 'suppliers', { name: 'Divreiz Piegādātājs SIA' })
  const contact = await made(clerk, 'contacts', { name: 'Divreiz Anna' })
  const link = await made(clerk, 'supplier-links', { customer, supplier })
  const second = await clerk.post('supplier-links', { customer, supplier })
  assert.equal(second.status, 422, second.text)
  assert.deepEqual(
    second.body.errors.map(({ field, message }: Record<string, string>) => [field, message]),
    [['supplier', 'These two are linked already. Change that link, or end it first.']],
  )
  await made(clerk, 'supplier-links', { customer, supplier, until: '2020-01-31' })

  await made(clerk, 'contact-links', { contact, customer, position: 'Buyer' })
  await made(clerk, 'contact-links', { contact, supplier, position: 'Seller' })
  const positions = await clerk.post('contact-links', { contact, customer, position: 'Director' })
  assert.deepEqual([positions.status, positions.body.errors?.[0].field], [422, 'customer'])

  const kind = (await kindsOf(administrator)).find(({ object }) => object === 'supplierLink')
  assert.ok(kind)
  const other = await made(clerk, 'suppliers', { name: 'Cits Piegādātājs SIA' })
  const [again, fresh] = await imported(here, kind, [
    { customer, supplier },
    { customer, supplier: other },
  ])
  assert.deepEqual([again?.length, fresh], [1, []])

  // What is over may be taken up again by a new link; the old one is then no longer reopened.
  const ended = await clerk.post(`supplier-links/${link}/unlink`, { why: 'Paused', until: '2024-06-30' })
  assert.equal(ended.status, 200, ended.text)
  await made(clerk, 'supplier-links', { customer, supplier })
  assert.equal((await clerk.patch(`supplier-links/${link}`, { until: null })).status, 422)
  assert.equal((await clerk.patch(`supplier-links/${link}`, { note: 'Until the pause' })).status, 200)
})
