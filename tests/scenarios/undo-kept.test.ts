import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, until, uploaded, type Caller, type Office } from './office.ts'

const nobody = '01900000-0000-7000-8000-000000000000'

/** A customer of which an undo by the clerk kept the credit limit and took back the city. */
async function partlyUndone({ as: { clerk, administrator } }: Office, name: string) {
  const { body } = await clerk.post('customers', { name, city: 'Cēsis' })
  const place = `customers/${body.id}`
  const changed = await clerk.patch(place, { creditLimit: '500.00', city: 'Rīga' })
  await administrator.patch(place, { creditLimit: '900.00' })
  const undone = await clerk.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.status, undone.body.reversed, undone.body.kept.length], [200, 1, 1], undone.text)
  return { id: String(body.id), place, change: String(undone.body.change), undoes: changed }
}

/** What the clerk may do with customers and partners. */
async function grantsOfClerk(administrator: Caller) {
  const where = encodeURIComponent('{"object":{"in":["customer","party"]},"post.key":"clerk"}')
  const { items } = (await administrator.get(`grants?where=${where}&fields=object&limit=100`)).body
  return items as { id: string; object: string }[]
}

test('what an undo left as it was is told later to who did it and to administrators, in their language', async (t) => {
  const made = await office(t)
  const { clerk, administrator, manager } = made.as
  const { id, place, change, undoes } = await partlyUndone(made, 'Palika Viens')
  const kept = {
    ...{ object: 'customer', objectLabel: 'Customer', path: 'customers' },
    record: { id, title: 'Palika Viens' },
    ...{ field: 'creditLimit', label: 'Credit limit', reason: 'Credit limit: changed since.' },
  }
  for (const one of [clerk, administrator]) {
    const { status, body, text } = await one.get(`changes/${change}/kept`)
    assert.deepEqual([status, body], [200, { items: [kept], count: 1 }], text)
  }
  const inRussian = await clerk.get(`changes/${change}/kept`, { 'kontor-language': 'ru' })
  assert.match(inRussian.body.items[0].reason, /изменено/)
  assert.equal((await manager.get(`changes/${change}/kept`)).status, 404)
  for (const none of [undoes.headers.get('kontor-change'), nobody, 'x'])
    assert.equal((await administrator.get(`changes/${none}/kept`)).status, 404)
  // The history and the log say at which undo there is something to ask for, to whom it would be told.
  const keptIn = async (one: Caller) =>
    (await one.get(`${place}/history`)).body.items.map((entry: { kept?: number }) => entry.kept ?? 0)
  assert.deepEqual(await keptIn(clerk), [1, 0, 0, 0])
  assert.deepEqual(await keptIn(manager), [0, 0, 0, 0])
  const log = (await administrator.get(`audit/entries?record=${id}`)).body.items
  assert.deepEqual(
    log.map((entry: { kept?: number }) => entry.kept ?? 0),
    [1, 0, 0, 0],
  )
})

test('what stayed is told by the rights of whoever asks now', async (t) => {
  const made = await office(t)
  const { clerk, administrator } = made.as
  const { id, place, change } = await partlyUndone(made, 'Palika Divi')
  const asked = async () => (await clerk.get(`changes/${change}/kept`)).body
  // What is gone is seen as it went.
  const gone = await administrator.remove(place)
  assert.deepEqual((await asked()).items[0].record, { id, title: 'Palika Divi' })
  await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  const all = Object.keys((await administrator.get(place)).body)
  const fields = all.filter((name) => name !== 'creditLimit')
  const grants = await grantsOfClerk(administrator)
  for (const { id: grant, object } of grants)
    if (object === 'customer') await administrator.patch(`grants/${grant}`, { see: fields, change: fields })
  await until(async () => (await asked()).items[0].field === null)
  const [hidden] = (await asked()).items
  assert.deepEqual(
    [hidden.label, hidden.reason],
    [null, 'A field that you may not see keeps it as it is.'],
    'the field is not named',
  )
  for (const { id: grant } of grants) await administrator.remove(`grants/${grant}`)
  await until(async () => (await asked()).count === 0)
  assert.deepEqual(await asked(), { items: [], count: 0 })
  assert.equal((await administrator.get(`changes/${change}/kept`)).body.count, 1)
})

test('an undo that took nothing back leaves nothing behind, and is asked for again', async (t) => {
  const { as, engine } = await office(t)
  const { clerk, administrator } = as
  const { body } = await clerk.post('customers', { name: 'Palika Trīs', creditLimit: '1.00' })
  const changed = await clerk.patch(`customers/${body.id}`, { creditLimit: '2.00' })
  await administrator.patch(`customers/${body.id}`, { creditLimit: '3.00' })
  const undo = () => clerk.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  const undone = await undo()
  assert.deepEqual([undone.body.reversed, undone.body.kept.length], [0, 1], undone.text)
  assert.equal((await clerk.get(`changes/${undone.body.change}/kept`)).status, 404)
  const left = await engine.database.query({ parts: ['select from undo_kept'], values: [] })
  assert.equal(left.length, 0)
  assert.equal((await undo()).status, 200)
})

test('of very many that stayed the first are told, and how many there are', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, manager } = as
  const root = await engine.access.systemActor('test')
  const names = Array.from({ length: 520 }, (_, at) => ({
    kind: 'create' as const,
    values: { name: `Kk ${String(at).padStart(3, '0')}`, paymentDays: 10 },
  }))
  const ids = (await engine.records.many(root, 'customer', names, {})).map(({ id }) => id)
  const where = { name: { startsWith: 'Kk' } }
  const begun = await manager.post('customers/bulk', { where, changes: { paymentDays: 5 } })
  await engine.jobs.drain()
  const later = ids.slice(0, 230).map((id) => ({ kind: 'update' as const, id, values: { paymentDays: 7 } }))
  await engine.records.many(root, 'customer', later, {})
  const undone = await manager.post(`changes/${begun.body.change}/undo`)
  assert.equal(undone.status, 202, undone.text)
  await engine.jobs.drain()
  for (const one of [manager, administrator]) {
    const { items, count } = (await one.get(`changes/${undone.body.change}/kept`)).body
    assert.deepEqual([items.length, count], [200, 230])
    assert.ok(items.every(({ field }: { field: string }) => field === 'paymentDays'))
  }
})

test('what an undo kept is told by the rights of now where it is asked for once more, and with an import', async (t) => {
  const made = await office(t)
  const { clerk, administrator } = made.as
  const { body } = await clerk.post('customers', { name: 'Palika Četri', city: 'Cēsis' })
  const place = `customers/${body.id}`
  const changed = await clerk.patch(place, { creditLimit: '500.00', city: 'Rīga' })
  await administrator.patch(place, { creditLimit: '900.00' })
  const asked = `changes/${changed.headers.get('kontor-change')}/undo`
  const undo = () => clerk.post(asked, undefined, { 'idempotency-key': 'once-and-again' })
  const [first] = (await undo()).body.kept
  assert.equal(first.field, 'creditLimit')

  const bring = async (name: string, touched: readonly string[]) => {
    const file = ['name;city', 'Ievests Viens;Rīga', 'Ievests Divi;Rīga'].join('\n')
    const sent = await uploaded(clerk, made.url, 'imports', `${name}.csv`, file, 'customer')
    const at = `imports/${sent.body.id}`
    const state = (is: string) =>
      until(async () => {
        const { body: view } = await clerk.get(at)
        assert.notEqual(view.state, 'failed', JSON.stringify(view))
        return view.state === is && view
      })
    const mapping = ['name', 'city'].map((field, column) => ({ column, field }))
    await clerk.patch(at, { mapping, decision: 'create' })
    for (const [step, is] of [
      ['check', 'checked'],
      ['run', 'done'],
    ] as const) {
      const answer = await clerk.post(`${at}/${step}`, {})
      assert.ok(answer.status < 300, answer.text)
      await state(is)
    }
    const where = encodeURIComponent(JSON.stringify({ name: { in: touched }, createdBy: clerk.user }))
    for (const { id } of (await administrator.get(`customers?where=${where}`)).body.items)
      await administrator.patch(`customers/${id}`, { creditLimit: '7.00' })
    assert.ok((await clerk.post(`${at}/undo`)).status < 300)
    return async (who: Caller) => (await who.get(at)).body.undo
  }
  const partly = await bring('partly', ['Ievests Viens'])
  assert.deepEqual([(await partly(clerk)).reversed, (await partly(clerk)).kept.length], [1, 1])
  const wholly = await bring('wholly', ['Ievests Viens', 'Ievests Divi'])
  assert.deepEqual([(await wholly(clerk)).reversed, (await wholly(clerk)).kept.length], [0, 2])

  const fields = Object.keys((await administrator.get(place)).body).filter((one) => one !== 'creditLimit')
  for (const { id: grant, object } of await grantsOfClerk(administrator))
    if (object === 'customer')
      await administrator.patch(`grants/${grant}`, { see: fields, change: fields, rows: { city: 'Cēsis' } })
    else await administrator.remove(`grants/${grant}`)
  await until(async () => (await undo()).body.kept[0]?.field === null)
  const again = (await undo()).body
  assert.deepEqual(again.kept, [
    { ...first, field: null, reason: 'A field that you may not see keeps it as it is.' },
  ])
  // How many there were is told; which ones, and why, only of what is still theirs to see.
  for (const [view, reversed, keptCount] of [
    [partly, 1, 1],
    [wholly, 0, 2],
  ] as const) {
    const { change: _, ...told } = await view(clerk)
    assert.deepEqual(told, { reversed, keptCount, kept: [] })
  }
  assert.equal((await partly(administrator)).kept.length, 1)
})
