import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caller, office, type Office } from './office.ts'

/** The instant of the database, after everything that was answered so far. */
async function now({ engine }: Office): Promise<string> {
  const [row] = await engine.database.query<{ at: string }>({
    parts: [`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`],
    values: [],
  })
  return row?.at ?? ''
}

test('what was deleted lies in the bin, and comes back from it whole; the coming back can be undone', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, seller2 } = as
  const made = await administrator.post('customers', {
    name: 'Zz Bin',
    manager: seller.user,
    paymentDays: 14,
    phones: [{ number: '+37167000001' }, { number: '+37167000002' }],
  })
  const { id } = made.body
  assert.equal((await administrator.post('suppliers', { party: id })).status, 201)
  const whole = async () => {
    const all = await Promise.all(
      ['customers', 'suppliers'].map((face) => administrator.get(`${face}/${id}`)),
    )
    return all.map(({ status, body }) => [
      status,
      body.name,
      body.number,
      body.paymentDays,
      body.phones?.length,
    ])
  }
  const before = await whole()
  assert.equal((await administrator.remove(`parties/${id}?reason=double`)).status, 204)
  const bin = await administrator.get('customers/deleted')
  const [first] = bin.body.items
  assert.deepEqual(
    [first.id, first.title, first.by.id, first.reason],
    [id, 'Zz Bin', administrator.user, 'double'],
  )
  const seen = async (who: typeof seller) =>
    (await who.get('customers/deleted')).body.items.some((one: { id: string }) => one.id === id)
  assert.deepEqual([await seen(seller), await seen(seller2)], [true, false])
  const alone = async (who: typeof seller, record: string) =>
    (await who.get(`customers/deleted?record=${record}`)).body.items.map((one: { id: string }) => one.id)
  assert.deepEqual(await alone(seller, id.toUpperCase()), [id])
  const never = '01900000-0000-7000-8000-000000000000'
  for (const unknown of [id, never, 'nothing'])
    assert.deepEqual(await alone(seller2, unknown), [], 'what is not seen tells as what never was')
  assert.equal((await seller2.post(`customers/${id}/restore`)).status, 404)
  const tried = await administrator.post(`customers/${id}/restore?dryRun=true`)
  assert.deepEqual([tried.status, tried.body.errors], [200, []], tried.text)
  const back = await administrator.post(`customers/${id}/restore?reason=mistake`)
  assert.equal(back.status, 200, back.text)
  assert.deepEqual(await whole(), before)
  assert.equal(await seen(administrator), false)
  const undone = await administrator.post(`changes/${back.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  assert.equal((await administrator.get(`parties/${id}`)).status, 404)
  assert.equal(await seen(administrator), true)
})

test('a value that another record took meanwhile is named, and the restore takes another one or none', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const one = await administrator.post('customers', { name: 'Zz First', number: 'C-90001' })
  assert.equal(one.status, 201, one.text)
  await administrator.remove(`customers/${one.body.id}`)
  const other = await administrator.post('customers', { name: 'Zz Second', number: 'C-90001' })
  assert.equal(other.status, 201, other.text)
  const refused = await administrator.post(`customers/${one.body.id}/restore`)
  assert.equal(refused.status, 422, refused.text)
  assert.deepEqual(
    refused.body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    [['number', 'unique']],
  )
  const another = await administrator.post(`customers/${one.body.id}/restore`, {
    values: { number: 'C-90002' },
  })
  assert.deepEqual([another.status, another.body.number], [200, 'C-90002'], another.text)
})

test('fields go back to an instant: all that differ, or those that are named, with today’s rights', async (t) => {
  const place = await office(t)
  const { administrator, seller } = place.as
  const made = await administrator.post('customers', {
    name: 'Zz Then',
    manager: seller.user,
    creditLimit: '100.00',
    tags: ['old'],
    phones: [{ number: '+37167000001' }],
  })
  const { id } = made.body
  const then = await now(place)
  const changes = { name: 'Zz Now', creditLimit: '900.00', tags: ['new'], phones: [] }
  await administrator.patch(`customers/${id}`, changes)
  const after = await now(place)
  const difference = await administrator.get(`customers/${id}/difference?from=${then}&to=${after}`)
  const names = difference.body.changes.map(({ field }: { field: string }) => field)
  for (const name of Object.keys(changes)) assert.ok(names.includes(name), `${name} of ${names.join()}`)
  const list = await administrator.get(`customers/difference?from=${then}&to=${after}`)
  assert.deepEqual(list.body.counts, { created: 0, deleted: 0, changed: 1 }, list.text)
  const [changed] = list.body.items
  assert.deepEqual([changed.id, changed.what, changed.fields.includes('creditLimit')], [id, 'changed', true])
  // A seller may not change the credit limit, so it stays; and naming it is refused.
  const named = await seller.post(`customers/${id}/restore`, { asOf: then, fields: ['creditLimit'] })
  assert.equal(named.status, 403, named.text)
  const all = await seller.post(`customers/${id}/restore`, { asOf: then })
  assert.equal(all.status, 200, all.text)
  const { name, creditLimit, tags } = all.body
  assert.deepEqual([name, creditLimit, tags], ['Zz Then', '900.00', ['old']])
  const [phone] = (await administrator.get(`customers/${id}?fields=phones`)).body.phones
  assert.equal(phone.number, '+37167000001')
  await administrator.post(`changes/${all.headers.get('kontor-change')}/undo`)
  assert.equal((await administrator.get(`customers/${id}`)).body.name, 'Zz Now')
  const hidden = await seller.post(`customers/${id}/restore`, { asOf: then, fields: ['nothing'] })
  assert.equal(hidden.status, 422)
  assert.equal((await seller.post(`customers/${id}/restore`, { asOf: 'soon' })).status, 422)
  assert.equal((await seller.post(`customers/${id}/restore`)).status, 422)
})

test('rights to a record that is gone ask the lines it had, and what it referred to, as these went', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  const made = async (place: string, values: object): Promise<string> => {
    const answer = await administrator.post(place, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const category = await made('categories', { name: 'Zz Secret' })
  const phones = [{ number: '+37167000001' }]
  const withPhone = await made('customers', { name: 'Zz Phone', phones })
  const secret = await made('customers', { name: 'Zz Closed', category })
  const plain = await made('customers', { name: 'Zz Open' })
  for (const id of [withPhone, secret, plain])
    assert.equal((await administrator.remove(`parties/${id}`)).status, 204)
  assert.equal((await administrator.remove(`categories/${category}`)).status, 204)
  const reader = async (name: string, rows: object): Promise<string[]> => {
    const post = await made('posts', { name })
    await made('grants', { post, object: 'customer', actions: ['read'], rows, see: ['name'] })
    const user = await made('users', { name, email: `${name}@gone.example`, posts: [{ post }] })
    const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
    const bin = await caller(url, { authorization: `Bearer ${key}` }).get('customers/deleted')
    assert.equal(bin.status, 200, bin.text)
    const ids = (bin.body.items as { id: string }[]).map((one) => one.id)
    return [withPhone, secret, plain].filter((id) => ids.includes(id))
  }
  assert.deepEqual(await reader('none', { phones: { none: {} } }), [secret, plain])
  assert.deepEqual(await reader('some', { phones: { some: { number: '+37167000001' } } }), [withPhone])
  const named = { 'category.name': { startsWith: 'Zz' } }
  assert.deepEqual(await reader('named', named), [secret])
  assert.deepEqual(await reader('others', { not: named }), [withPhone, plain])
  assert.deepEqual(await reader('under', { category: { under: category } }), [secret])
})

test('a role that was ended comes back as it was at an instant, for whoever might read it and may give it', async (t) => {
  const here = await office(t)
  const { administrator, clerk, seller2, collector } = here.as
  const values = { name: 'Zz Roles', paymentDays: 21, creditLimit: '700.00', notes: 'then' }
  const { id } = (await administrator.post('customers', { ...values, manager: here.as.seller.user })).body
  assert.equal((await administrator.post('suppliers', { party: id })).status, 201)
  const asOf = await now(here)
  assert.equal((await administrator.patch(`parties/${id}`, { notes: 'now' })).status, 200)
  const ended = await administrator.remove(`customers/${id}`)
  assert.equal(ended.status, 204, ended.text)
  assert.equal((await administrator.get(`customers/${id}`)).status, 404)
  assert.equal((await seller2.post(`customers/${id}/restore`, { asOf })).status, 404, 'a customer of another')
  const closed = await collector.post(`customers/${id}/restore`, { asOf })
  assert.ok([403, 404].includes(closed.status), closed.text)

  const tried = await administrator.post(`customers/${id}/restore?dryRun=true`, { asOf })
  assert.deepEqual([tried.status, tried.body.errors], [200, []], tried.text)
  const { record } = tried.body
  assert.deepEqual([record.paymentDays, record.creditLimit, record.notes], [21, '700.00', 'then'])
  assert.equal((await administrator.get(`customers/${id}`)).status, 404, 'nothing was written')
  for (const face of ['customers', 'parties']) {
    const back = await administrator.post(`${face}/${id}/restore?reason=mistake`, { asOf })
    assert.equal(back.status, 200, back.text)
    const { roles } = (await administrator.get(`parties/${id}`)).body
    assert.deepEqual(roles, ['customer', 'supplier'])
    const one = (await administrator.get(`customers/${id}`)).body
    assert.deepEqual([one.paymentDays, one.creditLimit, one.notes], [21, '700.00', 'then'])
    const undone = await administrator.post(`changes/${back.headers.get('kontor-change')}/undo`)
    assert.deepEqual(undone.body.kept, [], undone.text)
    assert.equal((await administrator.get(`customers/${id}`)).status, 404)
    assert.equal((await administrator.get(`parties/${id}`)).body.notes, 'now')
  }
  const asItWent = await administrator.post(`customers/${id}/restore`)
  assert.deepEqual([asItWent.body.paymentDays, asItWent.body.notes], [21, 'now'], asItWent.text)
  assert.equal((await administrator.remove(`customers/${id}`)).status, 204)
  const some = await administrator.post(`parties/${id}/restore`, { asOf, fields: ['notes'] })
  assert.deepEqual([some.status, some.body.roles], [200, ['supplier']], 'only what was named')
  const own = await clerk.post(`customers/${id}/restore`, { asOf })
  assert.equal(own.status, 200, own.text)
})

test('what only actions set comes back as it went, whoever brings it back and from whichever day', async (t) => {
  const here = await office(t)
  const { administrator, manager, clerk } = here.as
  const { id } = (await administrator.post('customers', { name: 'Zz Frozen', notes: 'then' })).body
  assert.equal((await administrator.post('suppliers', { party: id })).status, 201)
  const asOf = await now(here)
  const frozen = await manager.post(`customers/${id}/freeze`, { reason: 'businessRisk' })
  assert.equal(frozen.status, 200, frozen.text)
  await administrator.patch(`parties/${id}`, { notes: 'now' })
  const state = async () => {
    const { status, notes } = (await administrator.get(`customers/${id}`)).body
    return [status, notes]
  }
  const refusesStates = async (of: string) => {
    for (const values of [{ status: 'active' }, { status: null }, { stageDue: '2030-01-01' }]) {
      const by = await clerk.post(`customers/${of}/restore`, { values })
      assert.deepEqual([by.status, by.body.errors?.[0].code], [422, 'readOnly'], by.text)
    }
  }
  assert.equal((await clerk.remove(`customers/${id}`)).status, 204)
  await refusesStates(id)
  const back = await clerk.post(`customers/${id}/restore`, { asOf })
  assert.equal(back.status, 200, back.text)
  assert.deepEqual(await state(), ['frozen', 'then'])

  // Nor is it lifted by a role that is ended and given anew.
  assert.equal((await clerk.remove(`customers/${id}`)).status, 204)
  const active = await clerk.post('customers', { party: id, status: 'active' })
  assert.deepEqual([active.status, active.body.errors?.[0].code], [422, 'begins'], active.text)
  const anew = await clerk.post('customers', { party: id })
  assert.deepEqual([anew.status, anew.body.status], [201, 'frozen'], anew.text)

  await administrator.patch('settings', { 'intake.roles': ['customer'] })
  const draft = (await clerk.post('customers', { name: 'Zz Draft' })).body
  assert.equal(draft.status, 'draft')
  assert.equal((await clerk.remove(`customers/${draft.id}`)).status, 204)
  await refusesStates(draft.id)
  assert.equal((await clerk.post(`customers/${draft.id}/restore`)).body.status, 'draft')

  const contact = (await administrator.post('contacts', { name: 'Zz Person' })).body.id
  const link = (await administrator.post('contact-links', { contact, customer: draft.id })).body
  const linked = await now(here)
  await administrator.post(`contact-links/${link.id}/unlink`, { why: 'Left' })
  assert.equal((await clerk.remove(`contact-links/${link.id}`)).status, 204)
  const again = await clerk.post(`contact-links/${link.id}/restore`, { asOf: linked })
  assert.deepEqual([again.status, again.body.endedBecause], [200, 'Left'], again.text)
})

test('what named something that is gone comes back without it, and no id is told', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const category = (await administrator.post('categories', { name: 'Zz Gone' })).body.id as string
  const { id } = (await administrator.post('customers', { name: 'Zz Named', category, notes: 'old' })).body
  const moved = await administrator.patch(`customers/${id}`, { category: null, notes: 'new' })
  const back = await administrator.patch(`customers/${id}`, { category })
  const gone = await administrator.remove(`customers/${id}`)
  assert.equal((await administrator.remove(`categories/${category}`)).status, 204)
  const refused = await administrator.post(`customers/${id}/restore`)
  assert.equal(refused.status, 422, refused.text)
  assert.deepEqual([refused.body.errors[0].field, refused.body.errors[0].code], ['category', 'noSuchRecord'])
  assert.match(refused.body.detail, /^Category: what stood there is gone.*“values”\.$/)
  const undone = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual(undone.body.kept[0].reason, 'Category: what stood there is gone, or you may not see it.')
  for (const answer of [refused, undone]) assert.ok(!answer.text.includes(category), answer.text)
  const misnamed = await administrator.post(`customers/${id}/restore`, { values: { category: id } })
  assert.deepEqual([misnamed.status, misnamed.body.errors?.[0]?.code], [422, 'noSuchRecord'], misnamed.text)
  const without = await administrator.post(`customers/${id}/restore`, { values: { category: null } })
  assert.equal(without.status, 200, without.text)
  // An undo that took nothing back is no undo; what is there already is not made twice.
  const again = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual([again.status, again.body.reversed], [200, 0], again.text)
  assert.deepEqual(again.body.kept[0].reason, 'It was brought back already.')
  const twice = await administrator.remove(`customers/${id}`)
  const first = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual(
    [first.status, first.body.reversed],
    [200, 0],
    'the second end of it is not that of the first',
  )
  const second = await administrator.post(`changes/${twice.headers.get('kontor-change')}/undo`)
  assert.equal(second.body.reversed, 1, second.text)
  const stays = await administrator.post(`changes/${moved.headers.get('kontor-change')}/undo`)
  assert.deepEqual([stays.body.reversed, stays.body.kept.length], [1, 1], stays.text)
  assert.equal(stays.body.kept[0].field, 'category')
  assert.equal((await administrator.get(`customers/${id}`)).body.notes, 'old', 'it goes back by itself')
  const reset = await administrator.post(`changes/${back.headers.get('kontor-change')}/undo`)
  assert.deepEqual([reset.status, reset.body.reversed], [200, 0], reset.text)
  const wrong = await administrator.get(`customers/${id}/difference?from=2999-01-02&to=2999-01-01`)
  assert.deepEqual([wrong.status, wrong.body.errors[0].code], [422, 'backwards'])
})

test('what comes back is another version than any that was read of it before', async (t) => {
  const { administrator } = (await office(t)).as
  const { id } = (await administrator.post('customers', { name: 'Zz Again' })).body
  const place = `customers/${id}`
  const tags = new Set<string>()
  const read = async () => {
    const tag = (await administrator.get(place)).headers.get('etag') ?? ''
    assert.ok(!tags.has(tag), `${tag} was read before, of other content`)
    tags.add(tag)
    return tag
  }
  const first = await read()
  assert.equal((await administrator.patch(place, { city: 'Cēsis' })).status, 200)
  await read()
  const removed = await administrator.remove(`parties/${id}`)
  assert.equal(removed.status, 204, removed.text)
  assert.equal((await administrator.post(`${place}/restore`)).status, 200)
  const back = await read()
  for (const stale of tags)
    assert.equal(
      (await administrator.get(place, { 'if-none-match': stale })).status,
      stale === back ? 304 : 200,
    )
  const late = await administrator.patch(place, { city: 'Valka' }, { 'if-match': first })
  assert.equal(late.status, 412, late.text)
  const written = await administrator.patch(place, { city: 'Valka' }, { 'if-match': back })
  assert.equal(written.status, 200, written.text)
  await read()
  const gone = await administrator.remove(`parties/${id}`)
  assert.equal(gone.status, 204, gone.text)
  const [latest] = (await administrator.get('customers/deleted')).body.items
  assert.equal((await administrator.post(`changes/${latest.change}/undo`)).status, 200)
  await read()
})
