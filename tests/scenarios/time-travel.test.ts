import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createEngine } from '#engine'
import { office, type Office } from './office.ts'

const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value))

/** The instant of the database, after everything that was answered so far. */
async function now({ engine }: Office): Promise<string> {
  const [row] = await engine.database.query<{ at: string }>({
    parts: [`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`],
    values: [],
  })
  return row?.at ?? ''
}

test('a list as it was holds what was there then, also what is gone since, and nothing that came later', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const make = async (values: Record<string, unknown>) => {
    const made = await administrator.post('customers', values)
    assert.equal(made.status, 201, made.text)
    return String(made.body.id)
  }
  const phones = [{ number: '+37167000001' }, { number: '+37167000002' }]
  const stays = await make({ name: 'Zz Stays', creditLimit: '1000.00', tags: ['zz'], phones })
  const goes = await make({ name: 'Zz Goes', creditLimit: '2000.00', tags: ['zz'], phones: [phones[0]] })
  const leaves = await make({ name: 'Zz Leaves', tags: ['zz'] })
  assert.equal((await administrator.post('suppliers', { party: leaves })).status, 201)
  const then = await now(place)
  await administrator.patch(`customers/${stays}`, {
    name: 'Aa Stays',
    creditLimit: null,
    tags: ['aa'],
    phones: [],
  })
  assert.equal((await administrator.remove(`customers/${goes}`)).status, 204)
  assert.equal((await administrator.remove(`customers/${leaves}`)).status, 204)
  await make({ name: 'Zz New', tags: ['zz'] })
  const query = `where=${encoded({ name: { startsWith: 'Zz' } })}&sort=name&count=exact&fields=name,creditLimit,tags,phones`
  const past = await administrator.get(`customers?${query}&asOf=${then}`)
  assert.equal(past.status, 200, past.text)
  assert.deepEqual(
    past.body.items.map((one: Record<string, unknown>) => [one.id, one.name, one.creditLimit, one.tags]),
    [
      [goes, 'Zz Goes', '2000.00', ['zz']],
      [leaves, 'Zz Leaves', null, ['zz']],
      [stays, 'Zz Stays', '1000.00', ['zz']],
    ],
  )
  assert.equal(past.body.count, 3)
  assert.deepEqual(
    past.body.items.map((one: { phones: { number: string }[] }) => one.phones.map(({ number }) => number)),
    [['+37167000001'], [], ['+37167000001', '+37167000002']],
  )
  const today = await administrator.get(`customers?${query}`)
  assert.deepEqual(
    today.body.items.map((one: { name: string }) => one.name),
    ['Zz New'],
  )
  const sums = await administrator.get(
    `customers/summary?where=${encoded({ name: { startsWith: 'Zz' } })}&sums=creditLimit&asOf=${then}`,
  )
  assert.deepEqual(
    [sums.body.total.count, sums.body.total.sums.creditLimit?.[0]?.sum],
    [3, '3000.00'],
    sums.text,
  )
  const gone = await administrator.get(`customers/${goes}?asOf=${then}`)
  assert.deepEqual([gone.status, gone.body.name, gone.body.phones.length], [200, 'Zz Goes', 1], gone.text)
  assert.equal((await administrator.get(`customers/${goes}`)).status, 404)
})

test('groups and sums of a day are those that were told on it, and make the table of then once', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  for (const [at, [country, limit, currency]] of [
    ['LV', '100.00', 'EUR'],
    ['LV', '50.50', 'USD'],
    ['LV', null, null],
    ['GE', '7.00', 'EUR'],
    [null, '1.00', 'EUR'],
  ].entries())
    await administrator.post('customers', {
      ...{ name: `Yy ${at}`, country, creditLimit: limit, creditCurrency: currency },
    })
  const where = encoded({ name: { startsWith: 'Yy' } })
  const told = []
  for (const more of ['groupBy=country&sums=creditLimit,paymentDays', 'groupBy=country', 'groupBy=category'])
    told.push([more, (await administrator.get(`customers/summary?where=${where}&${more}`)).body])
  const then = await now(place)
  const { items } = (await administrator.get(`customers?where=${where}&fields=id`)).body
  await administrator.patch(`customers/${items[0].id}`, { country: 'EE', creditLimit: '9999.00' })
  await administrator.remove(`customers/${items[1].id}`)
  for (const [more, before] of told) {
    const past = await administrator.get(`customers/summary?where=${where}&${more}&asOf=${then}`)
    assert.deepEqual(past.body, before, more)
  }
  const heard: string[] = []
  const listening = await createEngine({
    ...{ ...place.engine.options, slowMilliseconds: 0 },
    onSlow: ({ text }) => void heard.push(text),
  })
  t.after(() => listening.close())
  const actor = await listening.access.systemActor('test')
  heard.length = 0
  await listening.records.aggregate(actor, 'customer', {
    ...{ groupBy: ['country'], sums: ['creditLimit'], asOf: then },
  })
  assert.equal(heard.filter((text) => text.includes('life_id')).length, 1, heard.join('\n\n'))
})

test('rights are those of today, asked of the records as they are now or as they went', async (t) => {
  const place = await office(t)
  const { administrator, seller, seller2 } = place.as
  const make = async (name: string) => {
    const made = await administrator.post('customers', { name, manager: seller.user, creditLimit: '500.00' })
    assert.equal(made.status, 201, made.text)
    return String(made.body.id)
  }
  const [handedOver, gone, kept] = [await make('Zz Handed'), await make('Zz Gone'), await make('Zz Kept')]
  const then = await now(place)
  for (const one of [handedOver, gone])
    await administrator.patch(`customers/${one}`, { manager: seller2.user })
  await administrator.remove(`customers/${gone}`)
  const query = `customers?where=${encoded({ name: { startsWith: 'Zz' } })}&sort=name&count=exact&asOf=${then}`
  const seen = async (who: typeof seller) => {
    const page = await who.get(query)
    assert.equal(page.status, 200, page.text)
    const ids = page.body.items.map((one: { id: string }) => one.id)
    assert.equal(page.body.count, ids.length)
    return ids
  }
  assert.deepEqual(await seen(seller), [kept])
  assert.deepEqual(await seen(seller2), [gone, handedOver])
  assert.deepEqual(await seen(administrator), [gone, handedOver, kept])
  for (const [who, record, status] of [
    [seller, gone, 404],
    [seller, handedOver, 404],
    [seller2, gone, 200],
    [seller2, kept, 404],
  ] as const)
    assert.equal((await who.get(`customers/${record}?asOf=${then}`)).status, status)
  // A condition over a reference sees no more than its list does.
  const activity = await administrator.get(
    `activities?where=${encoded({ 'party.name': { startsWith: 'Zz' } })}&asOf=${then}`,
  )
  assert.equal(activity.status, 200, activity.text)
  const unknown = await seller.get(`customers?where=${encoded({ nothing: 1 })}&asOf=${then}`)
  assert.equal(unknown.status, 422)
  const searched = await seller.get(`customers?search=zz&asOf=${then}`)
  assert.deepEqual([searched.status, searched.body.errors[0].field], [422, 'search'])
})

test('formulas of then are worked out as they were declared then, and a day means its end', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const field = { type: 'formula', label: 'Reach', gives: 'integer', formula: 'paymentDays * 2' }
  assert.equal((await administrator.post('objects/customer/fields', field)).status, 201)
  const made = await administrator.post('customers', { name: 'Zz Formula', paymentDays: 10 })
  const first = await now(place)
  await administrator.patch(`customers/${made.body.id}`, { paymentDays: 20 })
  const second = await now(place)
  const changed = await administrator.patch('objects/customer/fields/x_reach', { formula: 'paymentDays * 3' })
  assert.equal(changed.status, 200, changed.text)
  const reach = async (asOf: string) => {
    const where = encoded({ name: 'Zz Formula', x_reach: { above: 0 } })
    const list = await administrator.get(`customers?where=${where}&sort=x_reach&asOf=${asOf}`)
    const one = await administrator.get(`customers/${made.body.id}?asOf=${asOf}`)
    assert.equal(list.status, 200, list.text)
    assert.equal(one.body.x_reach, list.body.items[0].x_reach)
    return one.body.x_reach
  }
  assert.deepEqual([await reach(first), await reach(second), await reach(await now(place))], [20, 40, 60])
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  assert.equal(await reach(tomorrow), 60)
  const before = await administrator.get(`customers?where=${encoded({ name: 'Zz Formula' })}&asOf=2020-01-31`)
  assert.deepEqual(before.body.items, [])
  const wrong = await administrator.get('customers?asOf=2020-02-30')
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [422, 'asOf'])
})

test('a field that was added since is empty in lists of before, and a restore to then leaves it alone', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const made = await administrator.post('customers', { name: 'Zz Later', paymentDays: 10 })
  const { id } = made.body
  const before = await now(place)
  const added = await administrator.post('objects/customer/fields', {
    type: 'text',
    name: 'shelf',
    label: 'Shelf',
    default: 'A1',
  })
  assert.equal(added.status, 201, added.text)
  await administrator.patch(`customers/${id}`, { paymentDays: 20, x_shelf: 'B2' })
  const after = await now(place)
  const shelf = async (asOf: string) => {
    const where = encoded({ name: 'Zz Later' })
    const list = await administrator.get(`customers?where=${where}&fields=x_shelf&asOf=${asOf}`)
    const one = await administrator.get(`customers/${id}?asOf=${asOf}`)
    assert.deepEqual(list.body.items[0].x_shelf, one.body.x_shelf)
    return one.body.x_shelf
  }
  assert.deepEqual([await shelf(before), await shelf(after)], [null, 'B2'])
  const filled = await administrator.get(
    `customers?where=${encoded({ x_shelf: { set: true } })}&asOf=${before}`,
  )
  assert.deepEqual(filled.body.items, [])
  const back = await administrator.post(`customers/${id}/restore`, { asOf: before })
  assert.deepEqual([back.body.paymentDays, back.body.x_shelf], [10, 'B2'], back.text)
})

test('a list as it was goes out as a file by the right to export, and is written down as such', async (t) => {
  const place = await office(t)
  const { administrator, seller } = place.as
  const parent = await administrator.post('customers', { name: 'Zz Parent' })
  const kept = await administrator.post('customers', { name: 'Zz Kept', parent: parent.body.id })
  const gone = await administrator.post('customers', { name: 'Zz Gone' })
  const before = await now(place)
  await administrator.patch(`customers/${kept.body.id}`, { name: 'Zz Renamed', parent: null })
  await administrator.remove(`customers/${gone.body.id}`)
  await administrator.patch(`customers/${parent.body.id}`, { name: 'Aa Parent' })
  const where = encoded({ name: { startsWith: 'Zz' } })
  const query = `where=${where}&columns=name,parent&sort=name&asOf=${before}`
  const file = await administrator.get(`customers/export?format=csv&${query}`)
  assert.equal(file.status, 200, file.text)
  const rows = file.text.trim().split('\n').slice(1)
  assert.deepEqual(rows, ['Zz Gone,', 'Zz Kept,Zz Parent', 'Zz Parent,'])
  assert.equal((await seller.get(`customers/export?format=csv&${query}`)).status, 403)
  const searched = await administrator.get(`customers/export?format=csv&search=zz&asOf=${before}`)
  assert.deepEqual([searched.status, searched.body.errors[0].code], [422, 'notOfThen'])
  const prepared = await administrator.post('exports', { object: 'customer', format: 'xlsx', asOf: before })
  assert.equal((await administrator.get(String(prepared.body.url).slice(8))).status, 200)
  const log = await administrator.get('audit/entries?action=export&limit=2')
  assert.deepEqual(
    log.body.items.map(({ details }: { details: { asOf?: string } }) => details.asOf),
    [before, before],
  )
})

test('a narrowed list tells what came into it, left it and changed within between two instants', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const make = async (name: string, city: string) =>
    (await administrator.post('customers', { name, city })).body.id as string
  const [comes, goes, stays, other] = [
    await make('Zz Comes', 'Cesis'),
    await make('Zz Goes', 'Ogre'),
    await make('Zz Stays', 'Ogre'),
    await make('Zz Other', 'Cesis'),
  ]
  const before = await now(place)
  await administrator.patch(`customers/${comes}`, { city: 'Ogre' })
  await administrator.patch(`customers/${goes}`, { city: 'Cesis' })
  for (const id of [stays, other]) await administrator.patch(`customers/${id}`, { paymentDays: 61 })
  const born = await make('Zz Born', 'Ogre')
  const query = `where=${encoded({ city: 'Ogre' })}&from=${before}`
  const { body } = await administrator.get(`customers/difference?${query}`)
  assert.deepEqual(body.counts, { created: 2, deleted: 1, changed: 1 })
  assert.deepEqual(
    body.items.map(({ id, what }: { id: string; what: string }) => [id, what]),
    [
      [comes, 'created'],
      [goes, 'deleted'],
      [stays, 'changed'],
      [born, 'created'],
    ],
  )
})

test('what was deleted and brought back, or changed and changed back, is no difference; a role that ended is', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const make = async (name: string, more: object = {}) =>
    (await administrator.post('customers', { name, ...more })).body.id as string
  const phones = [{ number: '+37167000001' }]
  const same = await make('Zz Same', { phones, creditLimit: '500.00', paymentDays: 10 })
  const other = await make('Zz Other', { phones, paymentDays: 10, notes: 'old' })
  const forth = await make('Zz Forth', { phones, city: 'Ogre', tags: ['a'] })
  const grown = await make('Zz Grown', { city: 'Ogre', notes: 'old' })
  const ends = await make('Zz Ends')
  await administrator.post('suppliers', { party: ends })
  const early = await make('Zz Early')
  await administrator.post('suppliers', { party: early })
  await administrator.remove(`customers/${early}`)
  const from = await now(place)
  const bin = async (id: string) => {
    assert.equal((await administrator.remove(`customers/${id}`)).status, 204)
    assert.equal((await administrator.post(`customers/${id}/restore`)).status, 200)
  }
  const patch = async (id: string, values: object) =>
    assert.equal((await administrator.patch(`customers/${id}`, values)).status, 200)
  await bin(same)
  await patch(other, { paymentDays: 20 })
  await bin(other)
  await patch(other, { notes: null })
  for (const step of [
    { city: 'Cesis', tags: [], phones: [] },
    { city: null },
    { city: 'Ogre', tags: ['a'], phones },
  ])
    await patch(forth, step)
  await patch(grown, { city: 'Cesis', notes: 'new' })
  await patch(grown, { city: 'Ogre' })
  const passing = await make('Zz Passing')
  await administrator.remove(`customers/${passing}`)
  const born = await make('Zz Born')
  await bin(born)
  assert.equal((await administrator.remove(`customers/${ends}`)).status, 204)
  const to = await now(place)
  await administrator.patch(`suppliers/${ends}`, { name: 'Zz Ended' })
  await administrator.remove(`customers/${grown}`)
  const between = await administrator.get(`customers/difference?from=${from}&to=${to}`)
  const told = between.body.items.map((one: Record<string, unknown>) => [
    one.id,
    one.title,
    one.what,
    one.fields,
  ])
  assert.deepEqual(told, [
    [other, 'Zz Other', 'changed', ['paymentDays', 'notes']],
    [grown, 'Zz Grown', 'changed', ['notes']],
    [ends, 'Zz Ends', 'deleted', []],
    [born, 'Zz Born', 'created', []],
  ])
  assert.deepEqual(between.body.counts, { created: 1, deleted: 1, changed: 2 })
  const byRecord = await administrator.get(`customers/${same}/difference?from=${from}&to=${to}`)
  assert.deepEqual(byRecord.body.changes, [], 'lines that came back are the same lines')
  const parties = await administrator.get(`parties/difference?from=${from}&to=${to}`)
  assert.deepEqual(parties.body.counts, { created: 1, deleted: 0, changed: 2 }, parties.text)
})

test('the first and the last instant of the calendar are looked at, and what lies beyond is refused', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const statusAt = async (asOf: string) =>
    (await root.get(`customers?limit=1&asOf=${encodeURIComponent(asOf)}`)).status
  for (const zone of ['Europe/Riga', 'America/Los_Angeles']) {
    const [company] = (await root.get('companies?limit=1')).body.items
    assert.equal((await root.patch(`companies/${company.id}`, { timeZone: zone })).status, 200)
    for (const asOf of ['0001-01-01', '9999-12-31', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999999Z'])
      assert.equal(await statusAt(asOf), 200, `${asOf} in ${zone}`)
  }
  for (const asOf of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+02:00', '9999-12-31T23:59:59-02:00'])
    assert.equal(await statusAt(asOf), 422, asOf)
})
