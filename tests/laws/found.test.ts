import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import type { Field } from '#model'
import { engineForTest } from '../../engine/engine-for-test.ts'
import { club } from './club.ts'
import { instantNow, rows } from './look.ts'

/** What generated stories found once, told each by itself. */

test('a role in which nothing was held comes back by an undo', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [club] })
  const { id } = await engine.records.create(root, 'rower', { name: 'Anna' })
  await engine.records.create(root, 'coach', { member: id })
  const { change } = await engine.records.remove(root, 'coach', id)
  const undone = await engine.undo(root, change)
  assert.equal('reversed' in undone && undone.reversed, 1)
  assert.deepEqual(await rows(engine, root, 'coach', ['name']), [{ id, name: 'Anna' }])
  assert.deepEqual(await engine.verify(), [])
})

test('a role ends with what it held in retired fields, and comes back with it', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const never = await engine.records.create(await root(), 'coach', { name: 'Berta' })
  // It fills the rows of all, whoever rows.
  const seat = await adds('rower', { type: 'integer', label: 'Seat', default: 7 })
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', [seat]: 3 })
  await engine.records.create(await root(), 'coach', { member: id })
  const then = await instantNow(engine)
  await engine.catalog.retireField(await root(), 'rower', seat)
  const { change } = await engine.records.remove(await root(), 'rower', id)
  const again = await engine.records.create(await root(), 'rower', { member: id })
  await engine.records.create(await root(), 'rower', { member: never.id })
  const seats = async (query: { asOf?: string } = {}) => {
    await engine.catalog.restoreField(await root(), 'rower', seat)
    const found = await rows(engine, await root(), 'rower', [seat], query)
    await engine.catalog.retireField(await root(), 'rower', seat)
    return Object.fromEntries(found.map((one) => [one['id'], one[seat]]))
  }
  assert.deepEqual(await seats(), { [id]: null, [never.id]: null }, 'another one begins')
  assert.deepEqual(await seats({ asOf: then }), { [id]: 3 })
  await engine.undo(await root(), again.change)
  const undone = await engine.undo(await root(), change)
  assert.deepEqual('kept' in undone && [undone.reversed, undone.kept], [1, []])
  assert.deepEqual(await seats(), { [id]: 3, [never.id]: null })
  assert.deepEqual(await engine.verify(), [])
})

test('a role that comes of a merge begins with nothing that was held in it before', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const seat = await adds('rower', { type: 'integer', label: 'Seat' })
  const { id: survivor } = await engine.records.create(await root(), 'rower', { name: 'Anna', [seat]: 3 })
  await engine.records.create(await root(), 'coach', { member: survivor })
  await engine.records.remove(await root(), 'rower', survivor)
  const { id: other } = await engine.records.create(await root(), 'rower', { name: 'Berta' })
  await engine.catalog.retireField(await root(), 'rower', seat)
  await engine.merges.merge(await root(), 'member', { survivor, other, choices: {} })
  await engine.jobs.drain()
  await engine.catalog.restoreField(await root(), 'rower', seat)
  const found = await rows(engine, await root(), 'rower', [seat])
  assert.deepEqual(found, [{ id: survivor, [seat]: null }])
  assert.deepEqual(await engine.verify(), [])
})

test('a formula that was retired is worked out anew when it comes back', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const crew = (await engine.records.create(await root(), 'crew', { name: 'Eight' })).id
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', hours: 3, crew })
  const sum = { type: 'formula', label: 'All', gives: 'decimal', formula: 'SUM(rowers.hours)' }
  const name = await adds('crew', sum)
  await engine.catalog.retireField(await root(), 'crew', name)
  await engine.records.update(await root(), 'rower', id, { hours: 8 })
  await engine.catalog.restoreField(await root(), 'crew', name)
  await engine.catalog.current()
  const [row] = await rows(engine, await root(), 'crew', [name])
  assert.equal(Number(row?.[name]), 8)
  assert.deepEqual(await engine.verify(), [])
})

test('formulas of an object that was retired are worked out anew when it comes back', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const seats = await adds('crew', { type: 'integer', label: 'Seats' })
  await engine.catalog.addObject(await root(), { label: 'Boat', plural: 'Boats' })
  const crew = await adds('x_boat', { type: 'reference', label: 'Crew', to: 'crew' })
  const formula = `${crew}.${seats} * 2`
  const twice = await adds('x_boat', { type: 'formula', label: 'Twice', gives: 'decimal', formula })
  const { id } = await engine.records.create(await root(), 'crew', { name: 'Eight', [seats]: 1 })
  const boat = await engine.records.create(await root(), 'x_boat', { x_name: 'Gauja', [crew]: id })
  await engine.catalog.retireObject(await root(), 'x_boat')
  await engine.records.update(await root(), 'crew', id, { [seats]: 5 })
  await engine.catalog.restoreObject(await root(), 'x_boat')
  await engine.catalog.current()
  const page = await engine.records.list(await root(), 'x_boat', { fields: ['id', twice] })
  const { items } = JSON.parse(page) as { items: Record<string, unknown>[] }
  assert.deepEqual(
    items.map((one) => [one['id'], Number(one[twice])]),
    [[boat.id, 10]],
  )
  assert.deepEqual(await engine.verify(), [])
})

test('what a line did not hold it does not hold after an undo, set back or brought back', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const desk = await adds('memberPhone', { type: 'integer', label: 'Desk', default: 7 })
  const lines = [{ number: '1', [desk]: null }]
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', phones: lines })
  const then = await instantNow(engine)
  const phones = async () => {
    const [row] = await rows(engine, await root(), 'member', ['phones'])
    return row?.['phones'] as Record<string, unknown>[]
  }
  const desks = async () => (await phones()).map((line) => line[desk] ?? null)
  const filled = async () => {
    const [line] = await phones()
    const sent = { phones: [{ id: line?.['id'], number: '1', [desk]: 5 }] }
    return (await engine.records.update(await root(), 'rower', id, sent)).change
  }
  const change = await filled()
  assert.deepEqual(await desks(), [5])
  await engine.undo(await root(), change)
  assert.deepEqual(await desks(), [null])
  await filled()
  await engine.restores.restore(await root(), 'rower', id, { asOf: then, fields: ['phones'] })
  assert.deepEqual(await desks(), [null])
  await engine.records.remove(await root(), 'member', id)
  await engine.restores.restore(await root(), 'member', id, {})
  assert.deepEqual(await desks(), [null])
})

test('who takes up a role begins with what is so today, not when its field was added', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const ids = []
  for (const name of ['Anna', 'Berta'])
    ids.push((await engine.records.create(await root(), 'rower', { name })).id)
  const [anna = '', berta = ''] = ids
  await engine.records.create(await root(), 'coach', { member: berta })
  const { change } = await engine.records.remove(await root(), 'coach', berta)
  const grade = await adds('coach', { type: 'integer', label: 'Grade', default: 7 })
  const held = async () => {
    const all = await rows(engine, await root(), 'coach', [grade])
    return all.map((row) => [row['id'] === anna ? 'Anna' : 'Berta', row[grade]])
  }
  // As a coach she had none.
  await engine.undo(await root(), change)
  assert.deepEqual(await held(), [['Berta', null]])
  await engine.catalog.changeField(await root(), 'coach', grade, { default: 9 })
  await engine.catalog.current()
  await engine.records.create(await root(), 'coach', { member: anna })
  assert.deepEqual(await held(), [
    ['Anna', 9],
    ['Berta', null],
  ])
  assert.deepEqual(await engine.verify(), [])
})

test('who takes up a role gets nothing back that was emptied of them', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const grade = await adds('member', { type: 'integer', label: 'Grade', default: 7 })
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna' })
  await engine.records.update(await root(), 'rower', id, { [grade]: null })
  await engine.records.create(await root(), 'coach', { member: id, fee: 2 })
  assert.deepEqual(await rows(engine, await root(), 'coach', [grade]), [{ id, [grade]: null }])
})

test('what is set back keeps what fields hold that were added since, in its lines too', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const { id } = await engine.records.create(await root(), 'rower', {
    name: 'Anna',
    phones: [{ number: '1' }],
  })
  const then = await instantNow(engine)
  const grade = await adds('member', { type: 'integer', label: 'Grade' })
  const seat = await adds('rower', { type: 'integer', label: 'Seat' })
  const desk = await adds('memberPhone', { type: 'integer', label: 'Desk' })
  const line = async () => {
    const [row] = await rows(engine, await root(), 'rower', ['phones'])
    return lines(row)[0]
  }
  const phones = [{ id: (await line())?.['id'], number: '2', [desk]: 5 }]
  await engine.records.update(await root(), 'rower', id, { name: 'Ann', phones, [grade]: 3, [seat]: 4 })
  await engine.restores.restore(await root(), 'rower', id, { asOf: then })
  const [kept] = await rows(engine, await root(), 'rower', ['name', grade, seat])
  assert.deepEqual(kept, { id, name: 'Anna', [grade]: 3, [seat]: 4 })
  assert.deepEqual([(await line())?.['number'], (await line())?.[desk]], ['1', 5])
  await engine.records.remove(await root(), 'member', id)
  await engine.restores.restore(await root(), 'member', id, { asOf: then })
  const [back] = await rows(engine, await root(), 'rower', ['name', grade, seat])
  assert.deepEqual(back, { id, name: 'Anna', [grade]: 3, [seat]: 4 })
})

test('a line that comes back holds what it held in a field that is retired by now', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const desk = await adds('memberPhone', { type: 'integer', label: 'Desk' })
  const { id } = await engine.records.create(await root(), 'rower', {
    ...{ name: 'Anna', phones: [{ number: '1', [desk]: 5 }] },
  })
  const then = await instantNow(engine)
  await engine.records.update(await root(), 'rower', id, { phones: [] })
  await engine.catalog.retireField(await root(), 'memberPhone', desk)
  await engine.catalog.current()
  await engine.restores.restore(await root(), 'rower', id, { asOf: then })
  await engine.catalog.restoreField(await root(), 'memberPhone', desk)
  await engine.catalog.current()
  const [row] = await rows(engine, await root(), 'rower', ['phones'])
  assert.equal(lines(row)[0]?.[desk], 5)
  assert.deepEqual(await engine.verify(), [])
})

test('lines go back by an undo, whatever was added to them since or became wider', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const desk = await adds('memberPhone', { type: 'integer', label: 'Desk' })
  const phones = [{ number: '1', [desk]: 1 }]
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', phones })
  const line = async () => lines((await rows(engine, await root(), 'member', ['phones']))[0])[0]
  const sent = [{ id: (await line())?.['id'], number: '2', [desk]: 2 }]
  const { change } = await engine.records.update(await root(), 'rower', id, { phones: sent })
  const floor = await adds('memberPhone', { type: 'integer', label: 'Floor', default: 3 })
  await engine.catalog.changeField(await root(), 'memberPhone', desk, { type: 'decimal' })
  await engine.jobs.drain()
  await engine.catalog.current()
  const undone = await engine.undo(await root(), change)
  assert.deepEqual('kept' in undone && undone.kept, [])
  const { number, [desk]: first, [floor]: added } = (await line()) ?? {}
  assert.deepEqual([number, first, added], ['1', '1', 3])
})

/** Kinds that a field becomes without losing a value, with what it holds before and after a change. */
const widened = [
  ['text', 'longText', 'one', 'two'],
  ['email', 'text', 'anna@example.com', 'Ilze@Example.com'],
  ['phone', 'longText', '+371 26000001', '26000002'],
  ['webAddress', 'text', 'example.com', 'https://example.org/a'],
  ['bankAccount', 'text', 'LV80 BANK 0000 4351 9500 1', 'LV97HABA0012345678910'],
  ['integer', 'money', 1, 2],
  ['decimal', 'money', '1.50', '2.25'],
  ['percent', 'decimal', '10', '12.5'],
  ['choices', 'tags', ['b', 'a'], ['a']],
] as const

test('lines go back by an undo whichever kind a field of theirs has become', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const names: string[] = []
  for (const [type] of widened) {
    const values =
      type === 'choices'
        ? {
            values: [
              { value: 'a', label: 'A' },
              { value: 'b', label: 'B' },
            ],
          }
        : {}
    names.push(await adds('memberPhone', { type, label: `From ${type}`, ...values }))
  }
  const given = (at: 2 | 3) =>
    Object.fromEntries(widened.map((kinds, nr) => [names[nr] ?? '', kinds[at]] as const))
  const phones = [{ number: '1', ...given(2) }]
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', phones })
  const line = async () => lines((await rows(engine, await root(), 'member', ['phones']))[0])[0] ?? {}
  const before = await line()
  const { change } = await engine.records.update(await root(), 'rower', id, {
    phones: [{ id: before['id'], number: '1', ...given(3) }],
  })
  for (const [nr, [, type]] of widened.entries()) {
    await engine.catalog.changeField(await root(), 'memberPhone', names[nr] ?? '', { type })
    await engine.jobs.drain()
    await engine.catalog.current()
  }
  const undone = await engine.undo(await root(), change)
  assert.deepEqual('kept' in undone && [undone.reversed, undone.kept], [1, []])
  const back = await line()
  for (const [nr, [type]] of widened.entries()) {
    const name = names[nr] ?? ''
    const plain = (value: unknown) => (Array.isArray(value) ? new Set(value) : Number(value) || value)
    assert.deepEqual(plain(back[name]), plain(before[name]), type)
  }
  const again = await engine.undo(await root(), undone.change)
  assert.deepEqual('kept' in again && again.kept, [])
})

test('lines go back by an undo where a field of theirs was a text that names records by now', async (t) => {
  const objects = club.objects.map((one) => {
    const { contact } = one.fields as Readonly<Record<string, Field>>
    if (one.name !== 'memberPhone' || !contact) return one
    return { ...one, fields: { ...one.fields, contact: { ...contact, formerly: 'text' } } }
  })
  const { engine, root } = await engineForTest(t, { modules: [{ ...club, objects }] })
  const person = async (name: string) => (await engine.records.create(root, 'rower', { name })).id
  const [ilze, oleg] = [await person('Ilze'), await person('Oleg')]
  const { id } = await engine.records.create(root, 'rower', {
    name: 'Anna',
    phones: [{ number: '1', contact: ilze }],
  })
  const all = async () => rows(engine, root, 'member', ['id', 'phones'])
  const line = async () => lines((await all()).find((one) => one['id'] === id))[0]
  const sent = [{ id: (await line())?.['id'], number: '2', contact: oleg }]
  const { change } = await engine.records.update(root, 'rower', id, { phones: sent })
  // As the log tells of the time when it was a text: what that meant was noted as the field changed.
  const people = Object.entries({ Ilze: ilze, Oleg: oleg })
  await engine.database.transaction(async (tx) => {
    await tx.query(sql`set local session_replication_role = replica`)
    for (const [name, record] of people) {
      await tx.query(
        sql`insert into former_value (object, value, record) values ('member', ${name}, ${record}::uuid)`,
      )
      await tx.query(
        sql`update audit_entry set before = replace(before::text, ${record}, ${name})::jsonb,
              after = replace(after::text, ${record}, ${name})::jsonb where change = ${change}::uuid`,
      )
    }
  })
  const undone = await engine.undo(root, change)
  assert.deepEqual('kept' in undone && [undone.reversed, undone.kept], [1, []])
  const { number, contact } = (await line()) ?? {}
  assert.deepEqual([number, (contact as { id?: unknown } | null)?.id ?? contact], ['1', ilze])
})

test('lines stay, and an undo says so, where a field of theirs that it is about was retired', async (t) => {
  const { engine, adds, root } = await atWork(t)
  const desk = await adds('memberPhone', { type: 'integer', label: 'Desk' })
  const phones = [{ number: '1', [desk]: 1 }]
  const { id } = await engine.records.create(await root(), 'rower', { name: 'Anna', phones })
  const line = async () => lines((await rows(engine, await root(), 'member', ['phones']))[0])[0]
  const sent = [{ id: (await line())?.['id'], number: '2', [desk]: 2 }]
  const { change } = await engine.records.update(await root(), 'rower', id, { phones: sent, age: 9 })
  await engine.catalog.retireField(await root(), 'memberPhone', desk)
  await engine.catalog.current()
  const undone = await engine.undo(await root(), change)
  assert.ok('kept' in undone)
  assert.match(undone.kept.map(({ reason }) => reason).join(), /^A field of it was retired since/)
  assert.equal((await line())?.['number'], '2')
  const { items } = await engine.history.kept(await root(), undone.change)
  assert.deepEqual(
    items.map(({ record }) => record.id),
    [id],
  )
  await engine.catalog.restoreField(await root(), 'memberPhone', desk)
  await engine.catalog.current()
  const again = await engine.undo(await root(), change)
  assert.deepEqual('kept' in again && again.kept, [])
  const { number, [desk]: first } = (await line()) ?? {}
  assert.deepEqual([number, first], ['1', 1])
})

function lines(row: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>>[] {
  return (row?.['phones'] ?? []) as Record<string, unknown>[]
}

async function atWork(t: TestContext) {
  const { engine } = await engineForTest(t, { modules: [club] })
  const root = () => engine.access.systemActor('test')
  const adds = async (object: string, given: Readonly<Record<string, unknown>>) => {
    const name = await engine.catalog.addField(await root(), object, given)
    await engine.catalog.current()
    return name
  }
  return { engine, root, adds }
}
