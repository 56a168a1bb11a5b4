import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { office } from './office.ts'

test('a deleted partner comes back in every role, with lines and picture', async (t) => {
  const { as, url } = await office(t)
  const { administrator } = as
  const form = new FormData()
  form.set('file', new Blob(['a picture']), 'sign.txt')
  const sent = await fetch(`${url}/api/v1/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${administrator.key}` },
    body: form,
  })
  const file = (await sent.json()) as { id: string }
  assert.equal(sent.status, 201)
  const made = await administrator.post('customers', {
    name: 'Zelta Rats',
    kind: 'organization',
    creditLimit: '1200.00',
    paymentDays: 14,
    phones: [{ number: '+37167000001' }, { number: '+37167000002' }],
    emails: [{ email: 'zelta@rats.example', main: true }],
  })
  assert.equal(made.status, 201, made.text)
  const { id } = made.body
  const field = { type: 'file', label: 'Sign' }
  assert.equal((await administrator.post('objects/supplier/fields', field)).status, 201)
  const doubled = { type: 'formula', label: 'Twice', gives: 'integer', formula: 'paymentDays * 2' }
  assert.equal((await administrator.post('objects/supplier/fields', doubled)).status, 201)
  const supplier = { party: id, paymentDays: 45, x_sign: file.id }
  assert.equal((await administrator.post('suppliers', supplier)).status, 201)
  assert.equal((await administrator.post('contacts', { party: id })).status, 201)
  const faces = ['parties', 'customers', 'suppliers', 'contacts']
  const seen = async () => {
    const all = await Promise.all(faces.map((face) => administrator.get(`${face}/${id}`)))
    return all.map(({ status, body }) => ({ status, ...withoutTimes(body) }))
  }
  const before = await seen()
  assert.deepEqual((before[0] as { roles?: unknown }).roles, ['customer', 'supplier', 'contact'])
  assert.equal((before[2] as { x_twice?: unknown }).x_twice, 90)
  const gone = await administrator.remove(`parties/${id}`)
  assert.equal(gone.status, 204, gone.text)
  assert.equal((await administrator.get(`parties/${id}`)).status, 404)
  const undone = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.status, undone.body.reversed, undone.body.kept], [200, 1, []], undone.text)
  assert.deepEqual(await seen(), before)
})

test('a deleted partner comes back in no role that it did not play', async (t) => {
  const { as } = await office(t)
  const { body } = await as.administrator.post('suppliers', { name: 'Tikai piegādātājs' })
  const gone = await as.administrator.remove(`suppliers/${body.id}`)
  const undone = await as.administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.equal(undone.body.reversed, 1, undone.text)
  assert.equal((await as.administrator.get(`customers/${body.id}`)).status, 404)
  assert.deepEqual((await as.administrator.get(`parties/${body.id}`)).body.roles, ['supplier'])
})

test('what only actions set is refused by name, and goes back with an undo', async (t) => {
  const { as } = await office(t)
  const { clerk, administrator } = as
  const { body } = await administrator.post('customers', { name: 'Lēnais Maksātājs' })
  const place = `customers/${body.id}`
  for (const person of [clerk, administrator]) {
    const refused = await person.patch(place, { statusReason: 'Mine' })
    assert.equal(refused.status, 422, refused.text)
    assert.deepEqual(
      refused.body.errors.map((error: { field: string; code: string }) => [error.field, error.code]),
      [['statusReason', 'readOnly']],
    )
  }
  assert.equal((await administrator.post('customers', { name: 'X', statusMemo: 'y' })).status, 422)
  const frozen = await administrator.post(`${place}/freeze`, { reason: 'businessRisk' })
  assert.equal(frozen.status, 200, frozen.text)
  assert.equal((await administrator.get(place)).body.statusReason.title, 'Business risk')
  const undone = await administrator.post(`changes/${frozen.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  const after = (await administrator.get(place)).body
  assert.deepEqual([after.status, after.statusReason], ['active', null])
  const model = (await administrator.get('model')).body
  const customer = model.objects.find((one: { name: string }) => one.name === 'customer')
  const field = customer.fields.find((one: { name: string }) => one.name === 'statusReason')
  assert.deepEqual([field.readOnly, field.change], [true, false])
})

test('a line that was changed goes back with the field that shows it', async (t) => {
  const { as } = await office(t)
  const { body } = await as.clerk.post('customers', { name: 'Pārcelšanās', city: 'Cēsis' })
  const place = `customers/${body.id}`
  const moved = await as.clerk.patch(place, { city: 'Rīga' })
  const undone = await as.clerk.post(`changes/${moved.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [1, []], undone.text)
  const { city, addresses } = (await as.clerk.get(place)).body
  assert.deepEqual([city, addresses.length, addresses[0].city], ['Cēsis', 1, 'Cēsis'])
})

test('an undo does not name a field that whoever asks may not see', async (t) => {
  const { as } = await office(t)
  const { clerk, administrator } = as
  const { body } = await clerk.post('customers', { name: 'Klusais Lauks', city: 'Cēsis' })
  const place = `customers/${body.id}`
  const change = await clerk.patch(place, { creditLimit: '500.00', city: 'Rīga' })
  await administrator.patch(place, { creditLimit: '900.00' })
  const where = encodeURIComponent('{"object":{"in":["customer","party"]},"post.key":"clerk"}')
  const grants = (await administrator.get(`grants?where=${where}&fields=object,see,change`)).body.items
  const fields = Object.keys((await administrator.get(place)).body).filter((name) => name !== 'creditLimit')
  for (const { id, object } of grants) {
    if (object !== 'customer') continue
    const shut = await administrator.patch(`grants/${id}`, { see: fields, change: fields })
    assert.equal(shut.status, 200, shut.text)
  }
  const undone = await clerk.post(`changes/${change.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(undone.body.kept, [
    {
      object: 'customer',
      record: body.id,
      field: null,
      reason: 'A field that you may not see keeps it as it is.',
    },
  ])
  assert.equal((await administrator.get(place)).body.city, 'Cēsis')
})

/** A record without what tells when and how often it was written, and the new ids of its lines. */
function withoutTimes(value: Record<string, unknown>): Record<string, unknown> {
  const { createdAt: _made, updatedAt: _changed, updatedBy: _by, ...rest } = value
  const lines = (one: unknown) =>
    Array.isArray(one)
      ? one.map((line: unknown) => {
          if (typeof line !== 'object' || line === null) return line
          const { id: _id, ...own } = line as Record<string, unknown>
          return own
        })
      : one
  return Object.fromEntries(Object.entries(rest).map(([name, one]) => [name, lines(one)]))
}

test('taking back a change of many is forecast with counts, reasons and examples, and does what it said', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, manager } = as
  const root = await engine.access.systemActor('test')
  const create = (name: string) => ({
    kind: 'create' as const,
    values: { name, paymentDays: 10, notes: 'old' },
  })
  const names = Array.from({ length: 520 }, (_, at) => create(`Qq ${String(at).padStart(3, '0')}`))
  const made = await engine.records.many(root, 'customer', names, {})
  const ids = made.map(({ id }) => id)
  const ended = async (job: string) => {
    for (;;) {
      const { body } = await manager.get(`jobs/${job}`)
      if (['done', 'failed'].includes(body.state)) return body
    }
  }
  const where = { name: { startsWith: 'Qq' } }
  const changes = { paymentDays: 5, notes: 'new' }
  const begun = await manager.post('customers/bulk', { where, changes })
  assert.equal((await ended(begun.body.job)).state, 'done')
  const { change } = begun.body
  const [both, part, forth, gone] = ids
  await administrator.patch(`customers/${both}`, { paymentDays: 7, notes: 'newer' })
  await administrator.patch(`customers/${part}`, { paymentDays: 7 })
  await administrator.patch(`customers/${forth}`, { paymentDays: 7 })
  await administrator.patch(`customers/${forth}`, { paymentDays: 5 })
  await administrator.remove(`customers/${gone}`)
  const tried = await manager.post(`changes/${change}/undo?dryRun=true`)
  assert.equal(tried.status, 200, tried.text)
  const { total, reversed, keptCount, reasons, kept, what, refused } = tried.body
  assert.deepEqual([total, reversed, keptCount, refused], [520, 518, 2, 0], tried.text)
  assert.deepEqual(what, [{ object: 'customer', label: 'Customers', count: 518 }])
  assert.deepEqual(
    new Map(reasons.map((one: { reason: string; count: number }) => [one.reason, one.count])),
    new Map([
      ['It was changed since.', 1],
      ['The record is gone.', 1],
    ]),
  )
  assert.deepEqual(new Set(kept.map(({ record }: { record: string }) => record)), new Set([both, gone]))
  assert.equal((await manager.get(`customers/${ids[9]}`)).body.paymentDays, 5, 'nothing was written')
  const undone = await manager.post(`changes/${change}/undo`)
  const { result } = await ended(undone.body.job)
  assert.equal(result.reversed, reversed, JSON.stringify(result))
  // Of who may no longer change such records all would stay, and is told so.
  const again = await manager.post('customers/bulk', { where, changes })
  await ended(again.body.job)
  const grants = await administrator.get('grants?limit=500&fields=object,actions,post')
  const own = grants.body.items.filter(
    (one: { object: string; actions: string[] }) => one.object === 'customer',
  )
  for (const one of own)
    await administrator.patch(`grants/${one.id}`, {
      actions: one.actions.filter((action: string) => action !== 'change'),
    })
  const closed = await manager.post(`changes/${again.body.change}/undo?dryRun=true`)
  assert.deepEqual(
    [closed.body.reversed, closed.body.reasons],
    [0, [{ reason: 'You may not change it.', count: 519 }]],
    closed.text,
  )
})

test('records that went together and name each other come back together, but for what is closed by now', async (t) => {
  const { as, engine } = await office(t)
  const { administrator } = as
  const root = await engine.access.systemActor('test')
  const group = (await administrator.post('customers', { name: 'Ww Group' })).body.id as string
  const change = newId()
  const begin = async (object: string, values: Record<string, unknown>) => {
    const [one] = await engine.records.many(root, object, [{ kind: 'create', values }], { change })
    return one?.id ?? ''
  }
  const parent = await begin('customer', { name: 'Ww Parent', parent: group })
  const child = await begin('supplier', { name: 'Ww Child', parent })
  const grandchild = await begin('customer', { name: 'Ww Grandchild', parent: child })
  await engine.records.many(root, 'supplier', [{ kind: 'adopt', id: grandchild, values: {} }], { change })
  const alone = await begin('customer', { name: 'Ww Alone' })
  const undo = async (which: string) => {
    const { status, body, text } = await administrator.post(`changes/${which}/undo`)
    assert.equal(status, 200, text)
    const kept = body.kept as { record: string; reason: string }[]
    return { ...(body as { change: string; reversed: number }), kept, text }
  }
  const went = await undo(change)
  // A role that was taken on is a step of its own.
  assert.deepEqual([went.reversed, went.kept], [5, []], went.text)
  const back = await undo(went.change)
  assert.deepEqual([back.reversed, back.kept], [5, []], back.text)
  assert.equal((await administrator.get(`suppliers/${grandchild}`)).body.parent.id, child)
  assert.equal((await administrator.get(`suppliers/${child}`)).body.parent.id, parent)
  const again = await undo(back.change)
  assert.equal(again.reversed, 5, again.text)
  const frozen = await administrator.post(`customers/${group}/deactivate`, { reason: 'businessRisk' })
  assert.equal(frozen.status, 200, frozen.text)
  const partly = await undo(again.change)
  assert.equal(partly.reversed, 1, partly.text)
  assert.equal((await administrator.get(`customers/${alone}`)).status, 200)
  assert.deepEqual(new Set(partly.kept.map(({ record }) => record)), new Set([parent, child, grandchild]))
  const why = (record: string) => partly.kept.find((one) => one.record === record)?.reason ?? ''
  assert.match(why(parent), /nothing new of the kind “Link” is begun with it/)
  assert.match(why(child), /what stood there is gone/)
  const later = await administrator.get(`changes/${partly.change}/kept`)
  assert.equal(later.body.count, partly.kept.length, later.text)
  const free = await administrator.post(`customers/${parent}/restore`, { values: { parent: null } })
  assert.equal(free.status, 200, free.text)
  assert.equal((await administrator.post(`suppliers/${child}/restore`)).status, 200)
})

test('a change whose undo was undone is taken back again from its own place', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk } = as
  const made = await clerk.post('customers', { name: 'Ww Twice', city: 'Cēsis' })
  const place = `customers/${made.body.id}`
  const changed = await clerk.patch(place, { city: 'Talsi' })
  const change = String(changed.headers.get('kontor-change'))
  const undo = async (by: typeof clerk, which: string, cityThen: string) => {
    const undone = await by.post(`changes/${which}/undo`)
    assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
    assert.equal((await clerk.get(place)).body.city, cityThen)
    return String(undone.body.change)
  }
  const refused = async (by: typeof clerk, which: string) => {
    const again = await by.post(`changes/${which}/undo`)
    assert.deepEqual([again.status, again.body.code], [409, 'undoneAlready'], again.text)
  }
  const first = await undo(clerk, change, 'Cēsis')
  await refused(clerk, change)
  const second = await undo(clerk, first, 'Talsi')
  const third = await undo(clerk, change, 'Cēsis')
  for (const which of [change, second]) await refused(clerk, which)
  // What stands by the undo of somebody else is theirs to take back.
  await undo(administrator, third, 'Talsi')
  await refused(clerk, change)
  await undo(administrator, change, 'Cēsis')

  const other = (await administrator.post('customers', { name: 'Ww Other' })).body.id
  const merged = await administrator.post(`customers/${made.body.id}/merge`, { with: other })
  assert.equal(merged.status, 200, merged.text)
  const apart = await undo(administrator, merged.body.change, 'Cēsis')
  await undo(administrator, apart, 'Cēsis')
  assert.equal((await administrator.get(`customers/${other}`)).status, 308)
  await undo(administrator, merged.body.change, 'Cēsis')
  assert.equal((await administrator.get(`customers/${other}`)).body.name, 'Ww Other')
})

test('what comes back was made by who made it, as it was told before', async (t) => {
  const { engine, as } = await office(t)
  const { administrator, clerk } = as
  const { id } = (await clerk.post('customers', { name: 'Zz Made once' })).body as { id: string }
  const history = await administrator.get(`customers/${id}/history`)
  const where = encodeURIComponent(JSON.stringify({ name: 'Zz Made once' }))
  const asked = `where=${where}&fields=createdBy,createdAt,updatedBy`
  const first = Date.parse(history.body.items.at(-1).at)
  const made = async (asOf = '') => {
    const { items } = (await administrator.get(`customers?${asked}${asOf}`)).body
    const [body] = items as { createdBy: { id: string }; createdAt: string; updatedBy: { id: string } }[]
    return body && [body.createdBy.id, Date.parse(body.createdAt), body.updatedBy.id]
  }
  const removed = async () => {
    const gone = await administrator.remove(`customers/${id}`)
    assert.equal(gone.status, 204, gone.text)
    return gone.headers.get('kontor-change')
  }
  // To the microsecond, as the log has it.
  const now = async () => {
    const [clock] = await engine.database.query<{ at: string }>(
      sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    )
    return clock?.at ?? ''
  }
  const back = [clerk.user, first, administrator.user]
  const change = await removed()
  const gone = await now()
  const undone = await administrator.post(`changes/${change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(await made(), back)
  await removed()
  assert.equal((await administrator.get(`customers/${id}?asOf=${encodeURIComponent(gone)}`)).status, 404)
  assert.equal((await administrator.post(`customers/${id}/restore`)).status, 200)
  const there = await now()
  await removed()
  assert.deepEqual(await made(`&asOf=${encodeURIComponent(there)}`), back)
  assert.equal((await administrator.post(`customers/${id}/restore`)).status, 200)
  assert.deepEqual(await made(), back)
  const wrong = (await engine.verify()).filter((sentence) => /created/.test(sentence))
  assert.deepEqual(wrong, [])
})
