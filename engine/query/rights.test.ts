import { test } from 'node:test'
import assert from 'node:assert/strict'
import type { Actor } from '../access/actor.ts'
import type { ListQuery } from '../records/read/list-query.ts'
import { company, type TestGrant } from '../records/read/company-for-test.ts'

const own: TestGrant = {
  object: 'customer',
  actions: ['read'],
  rows: { manager: '$me' },
  see: ['number', 'name', 'city', 'status', 'manager', 'category', 'emails', 'visits'],
}

test('a hidden field is as unknown as one that does not exist, wherever it is named', async (t) => {
  const firm = await company(t)
  const { put, actor, user, list, sum } = firm
  const dora = await actor(
    await user('Dora', [own, { object: 'category', see: ['name'] }, { object: 'visit' }]),
  )
  await put('customer', { name: 'Acme', taxId: 'LV40001', creditLimit: '500', manager: dora.user })
  const asks: ((field: string) => Promise<unknown>)[] = [
    (field) => list(dora, 'customer', { where: { [field]: 'x' } }),
    (field) => list(dora, 'customer', { where: { any: [{ not: { [field]: { set: true } } }] } }),
    (field) => list(dora, 'customer', { where: { [`${field}.name`]: 'x' } }),
    (field) => list(dora, 'customer', { where: { visits: { some: { [`party.${field}`]: 'x' } } } }),
    (field) => list(dora, 'customer', { where: { [`category.${field}`]: '1' } }),
    (field) => list(dora, 'customer', { sort: field }),
    (field) => list(dora, 'customer', { sort: `-category.${field}` }),
    (field) => list(dora, 'customer', { fields: `name,${field}` }),
    (field) => sum(dora, 'customer', { groupBy: [field] }),
    (field) => sum(dora, 'customer', { sums: [field] }),
    (field) => list(dora, 'customer', { where: { [field]: { under: dora.user } } }),
  ]
  for (const ask of asks) {
    const nonsense = await problem(ask('nonsense'))
    for (const hidden of ['creditLimit', 'taxId', 'margin', 'notes', 'supplier']) {
      const answer = await problem(ask(hidden))
      assert.equal(answer.status, 422)
      assert.equal(answer.text.replaceAll(hidden, 'nonsense'), nonsense.text)
    }
  }
})

test('what one may not see is found neither by searching nor by the summary', async (t) => {
  const { put, actor, user, list, sum } = await company(t)
  const dora = await actor(await user('Dora', [{ ...own, see: ['name', 'manager'] }]))
  const blind = await actor(await user('Blind', [{ object: 'customer', see: ['city'] }]))
  await put('customer', { name: 'Acme', number: 'C-00017', taxId: 'LV40003009497', manager: dora.user })
  await put('customer', { name: 'Acme Other', number: 'C-00018', taxId: 'LV40003009498' })
  const found = async (by: Actor, search: string) =>
    (await list(by, 'customer', { search, count: 'exact' })).count
  assert.equal(await found(dora, 'acme'), 1)
  assert.equal(await found(dora, '40003009497'), 0)
  assert.equal(await found(dora, 'C-00017'), 0)
  assert.equal(await found(blind, 'acme'), 0)
  assert.equal((await list(blind, 'customer', { search: 'acme', sort: 'city' })).items.length, 0)
  assert.equal((await sum(dora, 'customer', {})).total.count, 1)
  assert.equal((await sum(dora, 'customer', { search: '40003009497' })).total.count, 0)
})

test('a field that is shown on some rows is empty on the others: in answers, filters, orders, groups and sums', async (t) => {
  const { put, actor, user, list, get, sum } = await company(t)
  const rigaLimits: TestGrant = {
    object: 'customer',
    rows: { city: 'Rīga' },
    see: ['creditLimit', 'notes', 'category'],
  }
  const dora = await actor(
    await user('Dora', [
      { object: 'customer', see: ['name', 'city'] },
      rigaLimits,
      { object: 'category', see: ['name'] },
    ]),
  )
  const gold = await put('category', { name: 'Gold' })
  const other = await put('customer', {
    name: 'Far',
    city: 'Tbilisi',
    creditLimit: '900',
    notes: 'secret',
    category: gold,
  })
  await put('customer', { name: 'Near', city: 'Rīga', creditLimit: '100', notes: 'open', category: gold })
  await put('customer', { name: 'Nowhere', creditLimit: '950', notes: 'secret', category: gold })
  const names = async (query: ListQuery) =>
    (await list(dora, 'customer', { fields: 'name', ...query })).items.map((row) => row['name'])
  const all = await list(dora, 'customer', { sort: 'name' })
  assert.deepEqual(
    all.items.map((row) => row['creditLimit']),
    [null, '100', null],
  )
  assert.deepEqual(
    all.items.map((row) => row['category']),
    [null, { id: gold, title: 'Gold' }, null],
  )
  assert.equal((await get(dora, 'customer', other))['creditLimit'], null)
  assert.deepEqual(await names({ where: { creditLimit: { above: '50' } } }), ['Near'])
  assert.deepEqual(await names({ where: { creditLimit: { not: null } } }), ['Near'])
  assert.deepEqual(await names({ where: { notes: { contains: 'secret' } } }), [])
  assert.deepEqual(await names({ where: { not: { notes: { contains: 'secret' } } } }), [
    'Far',
    'Near',
    'Nowhere',
  ])
  assert.deepEqual(await names({ where: { 'category.name': 'Gold' } }), ['Near'])
  assert.deepEqual(await names({ where: { category: gold } }), ['Near'])
  assert.deepEqual(await names({ where: { category: { set: false } }, sort: 'name' }), ['Far', 'Nowhere'])
  assert.deepEqual(await names({ sort: '-creditLimit,name' }), ['Near', 'Far', 'Nowhere'])
  const first = await list(dora, 'customer', { sort: '-creditLimit,name', limit: 2, fields: 'name' })
  assert.ok(
    !Buffer.from(first.next ?? '', 'base64url')
      .toString()
      .includes('900'),
    'a cursor tells nothing',
  )
  const groups = await sum(dora, 'customer', { groupBy: ['category'], sums: ['creditLimit'] })
  assert.equal(groups.total.sums['creditLimit']?.[0]?.sum, '100')
  assert.deepEqual(
    groups.groups.map(({ values, count }) => [values['category'], count]),
    [
      [null, 2],
      [{ id: gold, title: 'Gold' }, 1],
    ],
  )
})

test('a record that one may not see is not there: by id, list, count, search, reference, lines or the other face', async (t) => {
  const { put, actor, user, list, get, sum } = await company(t)
  const dora = await actor(
    await user('Dora', [
      own,
      { object: 'visit' },
      { object: 'party', rows: { 'customer.manager': '$me' }, see: ['name', 'roles', 'visits'] },
    ]),
  )
  const mine = await put('customer', { name: 'Mine', city: 'Rīga', manager: dora.user })
  const theirs = await put('customer', { name: 'Theirs', city: 'Rīga' })
  await put('supplier', { name: 'Supplier', city: 'Rīga' })
  for (const [at, party] of [mine, theirs, theirs].entries())
    await put('visit', { subject: `Visit ${at}`, party, on: '2026-01-01' })
  const page = await list(dora, 'customer', { count: 'exact' })
  assert.deepEqual([page.items.map((row) => row['name']), page.count], [['Mine'], 1])
  assert.equal((await list(dora, 'customer', { count: 'estimate' })).count, 1)
  await missing(get(dora, 'customer', theirs))
  await missing(get(dora, 'party', theirs))
  await missing(get(dora, 'supplier', mine))
  assert.equal((await list(dora, 'party', { count: 'exact' })).count, 1)
  assert.deepEqual((await get(dora, 'party', mine))['roles'], ['customer'])
  for (const search of ['theirs', 'the', 'heir', 'supplier'])
    assert.equal((await list(dora, 'customer', { search })).items.length, 0)
  const visits = await list(dora, 'visit', { sort: 'subject' })
  assert.deepEqual(
    visits.items.map((row) => row['party']),
    [{ id: mine, title: 'Mine' }, null, null],
  )
  const count = async (where: object) => (await list(dora, 'visit', { where, count: 'exact' })).count
  assert.equal(await count({ party: theirs }), 0)
  assert.equal(await count({ party: { in: [theirs, mine] } }), 1)
  assert.equal(await count({ party: { set: true } }), 1)
  assert.equal(await count({ 'party.name': 'Theirs' }), 0)
  assert.equal(await count({ 'party.name': { startsWith: '' } }), 1)
  assert.equal(await count({ 'party.customer.city': 'Rīga' }), 1)
  assert.deepEqual(
    (await list(dora, 'visit', { sort: '-party' })).items.map((row) => row['subject']).at(0),
    'Visit 0',
  )
  const groups = (await sum(dora, 'visit', { groupBy: ['party'] })).groups
  assert.deepEqual(
    groups.map(({ values, count: rows }) => [values['party'], rows]),
    [
      [null, 2],
      [{ id: mine, title: 'Mine' }, 1],
    ],
  )
})

test('an object without any grant is not there at all', async (t) => {
  const { put, actor, user, list, get, sum, history } = await company(t)
  const nobody = await actor(await user('Nobody'))
  const party = await put('customer', { name: 'Acme' })
  await missing(list(nobody, 'customer'))
  await missing(list(nobody, 'customer', { search: 'acme' }))
  await missing(get(nobody, 'customer', party))
  await missing(sum(nobody, 'customer', {}))
  await missing(history(nobody, 'customer', party))
})

test('lines are seen with the field that holds them, and lead back only where one may go', async (t) => {
  const { put, actor, user, list, get } = await company(t)
  const dora = await actor(await user('Dora', [own]))
  const erik = await actor(await user('Erik', [{ ...own, rows: {}, see: ['name'] }]))
  const mine = await put('customer', { name: 'Mine', manager: dora.user, creditLimit: '7' })
  await put('partyEmail', { party: mine, address: 'b@example.com', position: 2 })
  await put('partyEmail', { party: mine, address: 'a@example.com', position: 1, checkedBy: dora.user })
  const emails = (await get(dora, 'customer', mine))['emails'] as { address: string; checkedBy: unknown }[]
  assert.deepEqual(
    emails.map(({ address, checkedBy }) => [address, checkedBy]),
    [
      ['a@example.com', null],
      ['b@example.com', null],
    ],
  )
  assert.equal(
    (await list(dora, 'customer', { where: { emails: { some: { address: 'a@example.com' } } } })).items
      .length,
    1,
  )
  assert.equal(
    (await problem(list(erik, 'customer', { where: { emails: { some: { address: 'a@example.com' } } } })))
      .status,
    422,
  )
  assert.equal(
    (await problem(list(dora, 'customer', { where: { emails: { some: { 'party.name': 'Mine' } } } }))).status,
    422,
  )
})

test('rights of several posts add up, and those of the team follow the superiors', async (t) => {
  const { put, actor, user, list } = await company(t)
  const chief = await user('Chief', [
    { object: 'customer', rows: { manager: { in: '$myTeam' } } },
    { object: 'customer', rows: { manager: '$me' } },
  ])
  const middle = await user(
    'Middle',
    [{ object: 'customer', rows: { manager: { in: '$myReports' } } }],
    chief,
  )
  const junior = await user('Junior', [], middle)
  for (const manager of [chief, middle, junior])
    await put('customer', {
      name: `Of ${manager === chief ? 'chief' : manager === middle ? 'middle' : 'junior'}`,
      manager,
    })
  await put('customer', { name: 'Of nobody' })
  const names = async (by: string) =>
    (await list(await actor(by), 'customer')).items.map((row) => row['name'])
  assert.deepEqual(await names(chief), ['Of chief', 'Of junior', 'Of middle'])
  assert.deepEqual(await names(middle), ['Of junior'])
  assert.deepEqual((await actor(junior)).variables.$myTeam, [])
})

test('a grant whose condition names a field that is gone gives nothing, and spoils no other', async (t) => {
  const { put, actor, user, list } = await company(t)
  const broken: TestGrant = { object: 'customer', rows: { x_gone: true } }
  const only = await actor(await user('Only', [broken]))
  const both = await actor(await user('Both', [broken, { object: 'customer', rows: { city: 'Rīga' } }]))
  await put('customer', { name: 'Acme', city: 'Rīga' })
  await put('customer', { name: 'Beta', city: 'Tallinn' })
  await missing(list(only, 'customer'))
  assert.deepEqual(
    (await list(both, 'customer')).items.map((row) => row['name']),
    ['Acme'],
  )
})

test('a revoked right is soon gone in every process, whoever revoked it', async (t) => {
  const firm = await company(t)
  const { database, put, user, list, actor } = firm
  const dora = await user('Dora', [{ object: 'customer' }])
  await put('customer', { name: 'Acme' })
  assert.equal((await list(await actor(dora), 'customer')).items.length, 1)
  await database.query({ parts: [`delete from "grant"`], values: [] })
  await until(
    async () => (await problem(list(await actor(dora), 'customer')).catch(() => null))?.status === 404,
  )
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000
  while (!(await holds())) assert.ok(Date.now() < end, 'it did not come about')
}

async function problem(asked: Promise<unknown>): Promise<{ status: number; text: string }> {
  try {
    await asked
  } catch (error) {
    const { status, code, message, details } = error as {
      status: number
      code: string
      message: string
      details: unknown
    }
    assert.ok(status < 500, String(error))
    return { status, text: JSON.stringify({ code, message, details }) }
  }
  throw new assert.AssertionError({ message: 'This should have been refused.' })
}

async function missing(asked: Promise<unknown>): Promise<void> {
  assert.equal((await problem(asked)).status, 404)
}
