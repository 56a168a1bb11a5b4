import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { office, type Caller } from './office.ts'

type Values = Readonly<Record<string, unknown>>

async function made(who: Caller, place: string, values: Values) {
  const answer = await who.post(place, values)
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.body.id as string, change: answer.headers.get('kontor-change') ?? '', ...answer.body }
}

test('that a record was printed is no change of it', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const category = await made(root, 'categories', { name: 'Zz printed', roles: ['customer'] })
  const only = (id: string) => encodeURIComponent(JSON.stringify({ id }))
  const print = await root.get(`categories?where=${only(category.id)}&purpose=print`)
  assert.equal(print.status, 200, print.text)
  const [{ at } = { at: '' }] = await engine.history
    .log(await engine.access.systemActor('test'), { limit: 1 })
    .then(({ items }) => items)
  const changed = await root.patch(`categories/${category.id}`, { name: 'Zz printed once' })
  const then = new Date(Date.parse(at) + 1).toISOString()
  const past = await root.get(`categories?where=${only(category.id)}&asOf=${then}&fields=name,updatedAt`)
  assert.deepEqual([past.body.items[0].name], ['Zz printed'], past.text)
  assert.ok(past.body.items[0].updatedAt < at, 'it was changed last as it was made')
  const undo = (change: string) => root.post(`changes/${change}/undo`)
  assert.equal((await undo(changed.headers.get('kontor-change') ?? '')).body.reversed, 1)
  const other = await made(root, 'categories', { name: 'Zz other', roles: ['customer'] })
  assert.equal((await root.get(`categories?where=${only(other.id)}&purpose=print`)).status, 200)
  const undone = await undo(other.change)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [1, []], undone.text)
})

test('what a change wrote into a field that was retired since is told to stay', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const { name } = await made(root, 'objects/customer/fields', { type: 'text', label: 'Trucks' })
  const { id } = await made(root, 'customers', { name: 'Zz Lauva', [name]: 'two', notes: 'before' })
  const changed = await root.patch(`customers/${id}`, { [name]: 'three', notes: 'after' })
  const undo = (change: unknown) => root.post(`changes/${String(change)}/undo`)
  const field = `objects/customer/fields/${name}`
  assert.equal((await root.remove(field)).status, 204)
  const undone = await undo(changed.headers.get('kontor-change'))
  assert.equal(undone.body.reversed, 1, undone.text)
  const [stays] = undone.body.kept
  assert.deepEqual([undone.body.kept.length, stays.record, stays.field], [1, id, null])
  assert.match(stays.reason, /retired since/)
  // As the sentence says.
  assert.equal((await root.post(`${field}/restore`)).status, 200)
  const again = await undo(changed.headers.get('kontor-change'))
  assert.deepEqual([again.body.reversed, again.body.kept], [1, []], again.text)
  const { body } = await root.get(`customers/${id}`)
  assert.deepEqual([body[name], body.notes], ['two', 'before'])
})

test('what taking up a role wrote beside it into a field that was retired since is told to stay', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const { name } = await made(root, 'objects/party/fields', { type: 'text', label: 'Trucks' })
  const { id } = await made(root, 'suppliers', { name: 'Zz Lauva', [name]: 'two' })
  const taken = await root.post('customers', { party: id, [name]: 'three' })
  assert.equal(taken.status, 201, taken.text)
  assert.equal((await root.remove(`objects/party/fields/${name}`)).status, 204)
  const undone = await root.post(`changes/${taken.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept.length], [1, 1], undone.text)
  assert.match(undone.body.kept[0].reason, /retired since/)
  assert.equal((await root.get(`customers/${id}`)).status, 404)
})

test('keys that moved from record to record within a change go back one behind the other', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name } = await made(root, 'objects/customer/fields', { type: 'text', label: 'Kod', unique: true })
  const codes = ['1', '2', '3', '4']
  const ids: string[] = []
  for (const code of codes)
    ids.push((await made(root, 'customers', { name: `Zz ${code}`, [name]: code, paymentDays: 10 })).id)
  const [change, actor] = [newId(), await engine.access.systemActor('test')]
  for (const [at, id] of [...ids.entries()].toReversed()) {
    const values = { [name]: String(at + 2), paymentDays: 20 }
    await engine.records.many(actor, 'customer', [{ kind: 'update', id, values }], { change })
  }
  const holds = async () => {
    const all = await Promise.all(ids.map((id) => root.get(`customers/${id}`)))
    return all.map(({ body }) => `${body[name]} ${body.paymentDays}`)
  }
  assert.deepEqual(await holds(), ['2 20', '3 20', '4 20', '5 20'])
  const undone = await root.post(`changes/${change}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [4, []], undone.text)
  assert.deepEqual(await holds(), ['1 10', '2 10', '3 10', '4 10'])
  const again = await root.post(`changes/${undone.body.change}/undo`)
  assert.deepEqual([again.body.reversed, again.body.kept], [4, []], again.text)
  // What another one took meanwhile holds up all that would follow, and nothing else.
  const third = await made(root, 'customers', { name: 'Zz third', [name]: '1' })
  const held = await root.post(`changes/${change}/undo`)
  assert.deepEqual([held.body.reversed, held.body.kept.length], [4, 4], held.text)
  assert.deepEqual(await holds(), ['2 10', '3 10', '4 10', '5 10'])
  assert.equal((await root.remove(`customers/${third.id}`)).status, 204)
})

test('what an undo kept is taken back once nothing keeps it any more, by whoever may', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk } = as
  const undo = (who: Caller, change: string) => who.post(`changes/${change}/undo`)
  const { id } = await made(clerk, 'customers', {
    name: 'Zz Rest',
    notes: 'one',
    paymentDays: 10,
    phones: [],
  })
  const place = `customers/${id}`
  const values = { notes: 'two', paymentDays: 20, phones: [{ number: '+37167000001' }] }
  const change = (await clerk.patch(place, values)).headers.get('kontor-change') ?? ''
  const between = (await root.patch(place, { paymentDays: 30 })).headers.get('kontor-change') ?? ''
  const first = await undo(clerk, change)
  assert.deepEqual([first.body.reversed, first.body.kept.length], [1, 1], first.text)
  // It is still so: nothing goes back, and that is no undo of its own.
  const still = await undo(clerk, change)
  assert.deepEqual([still.body.reversed, still.body.kept.length], [0, 1], still.text)
  assert.equal((await undo(root, between)).body.reversed, 1)
  const second = await undo(root, change)
  assert.deepEqual([second.body.reversed, second.body.kept], [1, []], second.text)
  const holds = async () => {
    const { body } = await root.get(place)
    return [body.notes, body.paymentDays, body.phones.length]
  }
  assert.deepEqual(await holds(), ['one', 10, 0])
  // Each of the two is undone by itself.
  assert.equal((await undo(root, second.body.change)).body.reversed, 1)
  assert.deepEqual(await holds(), ['one', 20, 0])
  assert.equal((await undo(clerk, first.body.change)).body.reversed, 1)
  assert.deepEqual(await holds(), ['two', 20, 1])
})

test('what undos of a change took back, kept and put in force again is followed through all of them', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const undo = async (change: string) => {
    const { status, body } = await root.post(`changes/${change}/undo`)
    return status === 200 ? [body.change, body.reversed, body.kept.length] : [body.code]
  }
  const given = { name: 'Zz Many', notes: 'one', paymentDays: 10, phones: [] }
  const { id } = await made(root, 'customers', given)
  const place = `customers/${id}`
  const patch = async (values: Values) => (await root.patch(place, values)).headers.get('kontor-change') ?? ''
  const holds = async () => {
    const { body } = await root.get(place)
    return [body.notes, body.paymentDays, body.phones.length]
  }
  const change = await patch({ notes: 'two', paymentDays: 20, phones: [{ number: '+37167000001' }] })
  const between = await patch({ paymentDays: 30 })
  const [first, ...kept] = await undo(change)
  assert.deepEqual(kept, [1, 1])
  // The undo is undone, and that is undone: what it kept at first is still to be had.
  assert.equal((await undo(first))[1], 1)
  assert.deepEqual([(await undo(change))[1], await holds()], [1, ['one', 30, 0]])
  assert.equal((await undo(between))[1], 1)
  const [second, ...rest] = await undo(change)
  assert.deepEqual(
    [rest, await holds()],
    [
      [1, 0],
      ['one', 10, 0],
    ],
  )
  assert.deepEqual(await undo(change), ['undoneAlready'], 'nothing is left')
  // Each of its undos is undone, one after the other, and the change is asked for after each.
  for (const [one, inForce] of [
    [second, ['one', 20, 0]],
    [first, ['two', 10, 1]],
  ] as const) {
    assert.equal((await undo(one))[1], 1)
    assert.deepEqual(await holds(), inForce)
    assert.equal((await undo(change))[1], 1)
    assert.deepEqual([await holds(), await undo(change)], [['one', 10, 0], ['undoneAlready']])
  }
})

test('what comes back has no default where it had been emptied', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const { name } = await made(root, 'objects/customer/fields', {
    type: 'text',
    label: 'Shelf',
    default: 'A1',
  })
  const { id } = await made(root, 'customers', { name: 'Zz Empty', [name]: null })
  const place = `customers/${id}`
  const holds = async () => (await root.get(place)).body[name]
  const gone = await root.remove(place)
  assert.equal((await root.post(`changes/${gone.headers.get('kontor-change')}/undo`)).body.reversed, 1)
  assert.equal(await holds(), null)
  assert.equal((await root.remove(place)).status, 204)
  assert.equal((await root.post(`${place}/restore`)).status, 200)
  assert.equal(await holds(), null)
  await made(root, 'suppliers', { party: id })
  const left = await root.remove(place)
  assert.equal((await root.post(`changes/${left.headers.get('kontor-change')}/undo`)).body.reversed, 1)
  assert.equal(await holds(), null)
})

test('what taking up a role changed beside it goes back with the role', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = await made(root, 'customers', { name: 'Zz Both', notes: 'before', phones: [] })
  const values = { party: id, notes: 'after', phones: [{ number: '+37167000001' }] }
  const { change } = await made(root, 'suppliers', values)
  const holds = async () => {
    const { body } = await root.get(`parties/${id}`)
    return [body.notes, body.phones.length, body.phone]
  }
  assert.deepEqual(await holds(), ['after', 1, '+37167000001'])
  const undone = await root.post(`changes/${change}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [1, []], undone.text)
  assert.deepEqual(await holds(), ['before', 0, null])
  assert.equal((await root.get(`suppliers/${id}`)).status, 404)
  const again = await root.post(`changes/${undone.body.change}/undo`)
  assert.deepEqual([again.body.reversed, again.body.kept], [2, []], again.text)
  assert.deepEqual(await holds(), ['after', 1, '+37167000001'])
  assert.equal((await root.patch(`suppliers/${id}`, { notes: 'since' })).status, 200)
  const last = await root.post(`changes/${again.body.change}/undo`)
  const kept = (last.body.kept as { field: string }[]).map(({ field }) => field)
  assert.deepEqual([last.body.reversed, kept], [2, ['notes']], last.text)
  assert.deepEqual(await holds(), ['since', 0, null])
  assert.deepEqual(await engine.verify(), [])
})

test('what an undo kept of what came beside a role goes back later, when the role has ended', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = await made(root, 'customers', { name: 'Zz Beside', notes: 'before', website: null })
  const beside = { notes: 'after', website: 'https://zz.example' }
  const { change } = await made(root, 'suppliers', { party: id, ...beside })
  const undo = async (how = '') => {
    const { body } = await root.post(`changes/${change}/undo${how}`)
    return [body.code ?? body.reversed, body.kept?.length]
  }
  const notes = async (given?: string) => {
    if (given !== undefined) await root.patch(`parties/${id}`, { notes: given })
    const { body } = await root.get(`parties/${id}`)
    return [body.notes, body.website]
  }
  await notes('since')
  assert.deepEqual(
    [await undo(), await notes()],
    [
      [1, 1],
      ['since', null],
    ],
  )
  assert.equal((await root.get(`suppliers/${id}`)).status, 404)
  assert.deepEqual(await undo(), [0, 1], 'it stays as it is')
  await notes('after')
  assert.deepEqual(
    [await undo('?dryRun=true'), await undo()],
    [
      [1, 0],
      [1, 0],
    ],
  )
  assert.deepEqual(
    [await notes(), await undo()],
    [
      ['before', null],
      ['undoneAlready', undefined],
    ],
  )
  assert.deepEqual(await engine.verify(), [])
})
