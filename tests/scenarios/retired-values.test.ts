import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMigrations, sql } from '#engine'
import { newId } from '#model'
import { eraseValues } from '../../engine/seal/erase-values.ts'
import { office, type Caller } from './office.ts'

type Values = Readonly<Record<string, unknown>>

async function made(who: Caller, place: string, values: Values) {
  const answer = await who.post(place, values)
  assert.equal(answer.status, 201, answer.text)
  return answer.body as { id: string; name: string }
}

test('of lines nothing is told that stands in retired fields, and the rest is worded in files', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const category = await made(root, 'categories', { name: 'Zz desk', roles: ['customer'] })
  const field = async (values: Values) => (await made(root, 'objects/partyPhone/fields', values)).name
  const desk = await field({ type: 'integer', label: 'Desk' })
  const kind = await field({ type: 'reference', label: 'Sort', to: 'category' })
  const phones = [{ number: '+37167000001', [desk]: 7, [kind]: category.id }]
  const { id } = await made(root, 'customers', { name: 'Zz Rest', phones })
  const told = async () => {
    const [entry] = (await root.get(`customers/${id}/history`)).body.items
    const { after } = (entry.changes as { field: string; after: Values[] }[]).find(
      (one) => one.field === 'phones',
    )!
    return [after[0]![desk], after[0]![kind]]
  }
  assert.deepEqual(await told(), [7, { id: category.id, title: 'Zz desk' }])
  for (const name of [desk, kind])
    assert.equal((await root.remove(`objects/partyPhone/fields/${name}`)).status, 204)
  assert.deepEqual(await told(), [undefined, undefined])
  for (const place of [`customers/${id}/history/export`, 'audit/entries/export?object=party']) {
    const file = await root.get(place, { 'kontor-language': 'lv' })
    assert.equal(file.status, 200, file.text)
    assert.match(file.text, /Numurs: \+37167000001/)
    assert.doesNotMatch(file.text, new RegExp(`${desk}|${kind}|${category.id}`))
  }
})

test('a record that goes while a field is retired keeps what it held there', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const field = async (object: string, values: Values) =>
    (await made(root, `objects/${object}/fields`, values)).name
  const place = (object: string, name: string) => `objects/${object}/fields/${name}`
  const shelf = await field('party', { type: 'text', label: 'Shelf' })
  const trucks = await field('supplier', { type: 'integer', label: 'Trucks' })
  const code = await field('customer', { type: 'text', label: 'Kod', unique: true })
  const friend = await field('customer', { type: 'reference', label: 'Friend', to: 'category' })
  const category = await made(root, 'categories', { name: 'Zz friend', roles: ['customer'] })
  const values = { [shelf]: 'A1', [code]: 'K1', [friend]: category.id }
  const all: string[] = []
  for (const name of ['undone', 'restored', 'held'])
    all.push((await made(root, 'customers', { name: `Zz ${name}`, ...values, [code]: name })).id)
  for (const party of all) await made(root, 'suppliers', { party, [trucks]: 7 })
  const then = new Date().toISOString()
  const [undone = '', restored = '', held = ''] = all
  const retired = [
    place('party', shelf),
    place('supplier', trucks),
    place('customer', code),
    place('customer', friend),
  ]
  for (const one of retired) assert.equal((await root.remove(one)).status, 204)
  const gone = new Map<string, string>()
  for (const id of all) {
    const answer = await root.remove(`parties/${id}`)
    assert.equal(answer.status, 204, answer.text)
    gone.set(id, answer.headers.get('kontor-change') ?? '')
  }
  const back = await root.post(`changes/${gone.get(undone)}/undo`)
  assert.deepEqual([back.body.reversed, back.body.kept], [1, []], back.text)
  assert.equal((await root.post(`customers/${restored}/restore`)).status, 200)
  for (const one of retired) assert.equal((await root.post(`${one}/restore`)).status, 200)
  const holds = async (id: string, asOf = '') => {
    const customer = (await root.get(`customers/${id}${asOf}`)).body
    const supplier = (await root.get(`suppliers/${id}${asOf}`)).body
    return [customer[shelf], customer[code], customer[friend]?.id ?? null, supplier[trucks]]
  }
  assert.deepEqual(await holds(undone), ['A1', 'undone', category.id, 7])
  assert.deepEqual(await holds(restored), ['A1', 'restored', category.id, 7])
  for (const [id, name] of [
    [undone, 'undone'],
    [held, 'held'],
  ] as const)
    assert.deepEqual(await holds(id, `?asOf=${then}`), ['A1', name, category.id, 7], 'as it was')
  assert.deepEqual(await engine.verify(), [])

  // What another one has by now, and what is gone itself, stays away.
  for (const one of retired) assert.equal((await root.remove(one)).status, 204)
  const removed = await root.remove(`parties/${undone}`)
  for (const one of retired) assert.equal((await root.post(`${one}/restore`)).status, 200)
  for (const [id, other] of [[restored, 'undone']] as const)
    assert.equal((await root.patch(`customers/${id}`, { [code]: other, [friend]: null })).status, 200)
  assert.equal((await root.remove(`categories/${category.id}`)).status, 204)
  for (const one of retired) assert.equal((await root.remove(one)).status, 204)
  const again = await root.post(`changes/${removed.headers.get('kontor-change')}/undo`)
  assert.deepEqual([again.body.reversed, again.body.kept], [1, []], again.text)
  for (const one of retired) assert.equal((await root.post(`${one}/restore`)).status, 200)
  assert.deepEqual(await holds(undone), ['A1', null, null, 7])
  assert.deepEqual(await engine.verify(), [])
})

test('lines keep what they hold in a field that is retired while they are changed, taken away and put back', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name: desk } = await made(root, 'objects/partyPhone/fields', { type: 'text', label: 'Desk' })
  const numbers = ['+37167000001', '+37167000002']
  const phones = numbers.map((number, at) => ({ number, [desk]: `D${at}` }))
  const { id } = await made(root, 'customers', { name: 'Zz lines', phones })
  const place = `customers/${id}`
  const field = `objects/partyPhone/fields/${desk}`
  const desks = async (asOf = '') =>
    ((await root.get(`${place}${asOf}`)).body.phones as Values[]).map((line) => line[desk])
  const then = new Date().toISOString()
  assert.equal((await root.remove(field)).status, 204)
  const [first] = (await root.get(place)).body.phones
  const changed = await root.patch(place, { phones: [{ ...first, note: 'changed' }] })
  assert.equal(changed.status, 200, changed.text)
  const unknown = await root.patch(place, { phones: [first, { number: '+37167000003', [desk]: 'D9' }] })
  assert.equal(unknown.status, 422, 'nobody writes into it')
  assert.equal((await root.post(`${field}/restore`)).status, 200)
  assert.deepEqual([await desks(), await desks(`?asOf=${then}`)], [['D0'], ['D0', 'D1']])
  assert.deepEqual(await engine.verify(), [])
  assert.equal((await root.remove(field)).status, 204)
  const undone = await root.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept], [1, []], undone.text)
  assert.equal((await root.post(`${field}/restore`)).status, 200)
  assert.deepEqual(await desks(), ['D0', 'D1'])
  assert.deepEqual(await engine.verify(), [])
})

test('lines go back with what they held in a field that is retired by now, and values are given beside', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name: desk } = await made(root, 'objects/partyPhone/fields', { type: 'text', label: 'Desk' })
  const phones = [{ number: '+37167000001', [desk]: 'D0' }, { number: '+37167000002' }]
  const { id } = await made(root, 'customers', { name: 'Zz then', phones })
  const place = `customers/${id}`
  const asOf = new Date().toISOString()
  assert.equal((await root.patch(place, { name: 'Zz now', phones: [] })).status, 200)
  const field = `objects/partyPhone/fields/${desk}`
  assert.equal((await root.remove(field)).status, 204)
  const given = { phones: [{ number: '+37167000003', [desk]: 'D9' }] }
  const refused = await root.post(`${place}/restore`, { asOf, values: given })
  assert.equal(refused.status, 422, 'what is given stands in no retired field')
  const restored = await root.post(`${place}/restore`, { asOf, values: { name: 'Zz given' } })
  assert.equal(restored.status, 200, restored.text)
  assert.equal((await root.post(`${field}/restore`)).status, 200)
  const now = (await root.get(place)).body
  assert.equal(now.name, 'Zz given')
  assert.deepEqual(
    (now.phones as Values[]).map((line) => line[desk] ?? null),
    ['D0', null],
  )
  assert.deepEqual(await engine.verify(), [])
})

test('an empty list is no default of a new field', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name } = await made(root, 'objects/customer/fields', { type: 'tags', label: 'Marks', default: [] })
  const where = encodeURIComponent(JSON.stringify({ [name]: { set: true } }))
  const filled = await root.get(`customers?where=${where}&count=exact&limit=1&fields=name`)
  assert.equal(filled.body.count, 0, filled.text)
  assert.deepEqual(await engine.verify(), [])
})

test('a field of lines that is erased for good goes from the history of those who own the lines', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name: desk } = await made(root, 'objects/partyPhone/fields', { type: 'text', label: 'Desk' })
  const phones = [{ number: '+37167000001', [desk]: 'Slepenais' }, { number: '+37167000002' }]
  const { id } = await made(root, 'customers', { name: 'Zz lines', phones })
  const place = `customers/${id}`
  const [first] = (await root.get(place)).body.phones
  assert.equal((await root.patch(place, { phones: [{ ...first, note: 'kept' }] })).status, 200)
  const then = new Date().toISOString()
  assert.equal((await root.patch(place, { phones: [] })).status, 200)
  const field = `objects/partyPhone/fields/${desk}`
  assert.equal((await root.remove(field)).status, 204)
  const confirmed = (await root.post(`${field}/erase`)).body.warnings[0].code
  assert.equal((await root.post(`${field}/erase`, undefined, { confirmed })).status, 204)
  const left = await engine.database.query(
    sql`select id from audit_entry where before::text like '%Slepenais%' or after::text like '%Slepenais%'`,
  )
  assert.deepEqual(left, [])
  const past = (await root.get(`${place}?asOf=${then}`)).body.phones as Values[]
  assert.deepEqual(
    past.map(({ number, note }) => [number, note]),
    [['+37167000001', 'kept']],
  )
  assert.deepEqual(await engine.verify(), [])
})

test('what a retired field holds is held against the log, of a record as of its lines', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { name: shelf } = await made(root, 'objects/party/fields', { type: 'text', label: 'Shelf' })
  const { name: desk } = await made(root, 'objects/partyPhone/fields', { type: 'text', label: 'Desk' })
  const phones = [{ number: '+37167000001', [desk]: 'D0' }]
  const { id } = await made(root, 'customers', { name: 'Zz held', [shelf]: 'A', phones })
  for (const place of [`party/fields/${shelf}`, `partyPhone/fields/${desk}`])
    assert.equal((await root.remove(`objects/${place}`)).status, 204)
  assert.deepEqual(await engine.verify(), [])
  await engine.database.query(sql`update party set x_shelf = 'B' where id = ${id}::uuid`)
  await engine.database.query(sql`update party_phone set x_desk = null where party = ${id}::uuid`)
  const found = (await engine.verify()).map((finding) => finding.replace(/\(.*\)/, ''))
  assert.deepEqual(found, [
    '1 Parties: x_shelf is not what the log says .',
    '1 Phones: x_desk is not what the log says .',
  ])
})

test('of lines that older versions wrote without what they held in a retired field, nothing is said', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const numbers = ['+37167000001', '+37167000002', '+37167000003'].map((number) => ({ number }))
  const [first, ...more] = numbers
  const old = await made(root, 'customers', { name: 'Zz old', phones: [first] })
  const field = { type: 'text', label: 'Desk', default: 'D0' }
  const { name: desk } = await made(root, 'objects/partyPhone/fields', field)
  const phones = [{ ...first, [desk]: 'D1' }]
  const { id } = await made(root, 'customers', { name: 'Zz given', phones })
  const place = `objects/partyPhone/fields/${desk}`
  assert.equal((await root.remove(place)).status, 204)
  const add = async (record: string, line: Values | undefined) => {
    const lines = (await root.get(`customers/${record}`)).body.phones as Values[]
    const changed = await root.patch(`customers/${record}`, { phones: [...lines, line] })
    assert.equal(changed.status, 200, changed.text)
  }
  for (const record of [old.id, id]) await add(record, more[0])
  const actor = await engine.access.systemActor('test')
  await engine.database.transaction((tx) =>
    eraseValues(tx, {
      ...{ actor, change: newId(), reason: 'As older versions wrote it' },
      set: sql`after = jsonb_build_object('phones',
        (select jsonb_agg(line - ${desk}::text) from jsonb_array_elements(after -> 'phones') line))`,
      where: sql`e.record = any(${[old.id, id]}::uuid[]) and e.action = 'update'`,
    }),
  )
  const found = async () => (await engine.verify()).map((finding) => finding.replace(/\(.*\)/, ''))
  const finding = (count: number) => [`${count} Phones: x_desk is not what the log says .`]
  assert.deepEqual(await found(), finding(2))
  const known = (await readMigrations()).find(({ name }) => name === 'engine-known-lines')
  await engine.database.query({ parts: [known?.text ?? ''], values: [] })
  assert.deepEqual(await found(), [])
  // What is written from here on is told whole.
  await add(id, more[1])
  assert.equal((await root.post(`${place}/restore`)).status, 200)
  assert.deepEqual(await found(), [])
  await engine.database.query(sql`update party_phone set x_desk = 'D9' where party = ${id}::uuid`)
  assert.deepEqual(await found(), finding(3))
})
