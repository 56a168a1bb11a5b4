import { test } from 'node:test'
import assert from 'node:assert/strict'
import { company } from './company-for-test.ts'

test('a list gives the JSON form of every field, in the order of the declaration', async (t) => {
  const { put, list, administrator, user } = await company(t)
  const anna = await user('Anna')
  const gold = await put('category', { name: 'Gold' })
  const acme = await put('customer', {
    name: 'Acme "1"',
    number: 'C-00001',
    city: 'Rīga',
    tags: ['a', 'b'],
    creditLimit: '1200.00',
    paymentDays: 30,
    manager: anna,
    category: gold,
    status: 'active',
    since: '2026-03-31',
  })
  const page = await list(await administrator(), 'customer')
  assert.equal(page.next, null)
  const [row] = page.items
  assert.match(String(row?.['createdAt']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
  assert.deepEqual(
    { ...row, createdAt: 0, updatedAt: 0 },
    {
      id: acme,
      number: 'C-00001',
      name: 'Acme "1"',
      taxId: null,
      country: null,
      city: 'Rīga',
      tags: ['a', 'b'],
      notes: null,
      companies: [],
      status: 'active',
      category: { id: gold, title: 'Gold' },
      creditLimit: '1200.00',
      paymentDays: 30,
      manager: { id: anna, title: 'Anna' },
      since: '2026-03-31',
      createdAt: 0,
      updatedAt: 0,
    },
  )
  assert.deepEqual(Object.keys(row ?? {}).slice(0, 3), ['id', 'number', 'name'])
  assert.deepEqual(Object.keys(row ?? {}).slice(-2), ['createdAt', 'updatedAt'])
})

test('pages of any size and order join to the whole list, empty values last, ties by id', async (t) => {
  const { put, list, administrator } = await company(t)
  const cities = ['Rīga', 'Ābeļi', 'Bauska', null, 'rīga', null, 'Rīga']
  const gold = await put('category', { name: 'Gold' })
  const silver = await put('category', { name: 'Silver', parent: gold })
  for (let at = 0; at < 21; at++) {
    await put('customer', {
      name: `N${at % 5}`,
      category: [gold, silver, null][at % 3],
      city: cities[at % 7],
      paymentDays: at % 3 === 0 ? null : at % 4,
      since: at % 4 === 0 ? null : `2026-01-0${(at % 6) + 1}`,
    })
  }
  const actor = await administrator()
  const orders = [
    'name',
    '-name',
    'city',
    '-city',
    'city,-paymentDays',
    '-city,paymentDays',
    '-paymentDays,-city',
    'since,paymentDays,city',
    '-createdAt',
    'id',
    '-since,name',
    '-since,-paymentDays',
  ]
  for (const sort of orders) {
    const whole = await list(actor, 'customer', {
      sort,
      limit: 100,
      fields: 'name,city,paymentDays,since,category',
    })
    assert.equal(whole.items.length, 21)
    for (const key of [sort.split(',')[0] ?? '']) {
      const values = whole.items.map((row) => row[key.replace('-', '')] ?? null)
      const empties = values.indexOf(null)
      if (empties >= 0)
        assert.ok(
          values.slice(empties).every((value) => value === null),
          `${sort}: empty values are last`,
        )
    }
    for (const limit of [1, 4, 20, 21]) {
      const found: unknown[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof list>> = await list(actor, 'customer', {
          sort,
          limit,
          fields: 'id',
          ...(after && { after }),
        })
        found.push(...page.items.map((row) => row['id']))
        after = page.next
      } while (after)
      assert.deepEqual(
        found,
        whole.items.map((row) => row['id']),
        `${sort} by ${limit}`,
      )
    }
  }
})

test('a page is cut behind its last row, whatever stands in the rows', async (t) => {
  const { put, list, administrator } = await company(t)
  const looksLikeRows = [
    'a,\n{"id":"1"},\n',
    '},\n{"id":null}',
    ',\n',
    '\u2028,\r\n{"id":',
    String.raw`\n,\n{`,
  ]
  for (const name of looksLikeRows) {
    const party = await put('customer', { name, city: name, notes: name, tags: [name, ',\n'] })
    for (const position of [0, 1]) await put('partyEmail', { party, address: name, position })
  }
  const actor = await administrator()
  for (const sort of ['id', 'city', '-name,city']) {
    const fields = 'name,city,notes,tags,emails'
    const whole = await list(actor, 'customer', { sort, fields, limit: 5 })
    assert.deepEqual([whole.items.length, whole.next], [5, null])
    for (const limit of [1, 2, 3, 4]) {
      const page = await list(actor, 'customer', { sort, fields, limit })
      assert.deepEqual(page.items, whole.items.slice(0, limit), `${sort} by ${limit}`)
      const rest = await list(actor, 'customer', { sort, fields, limit: 5, after: page.next ?? '' })
      assert.deepEqual(rest.items, whole.items.slice(limit), `${sort} behind ${limit}`)
    }
  }
})
