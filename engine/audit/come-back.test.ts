import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, object, reference, role, text } from '#model'
import { sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Module } from '../module.ts'
import { removeRecords } from '../records/write/remove-records.ts'
import { writeRecords } from '../records/write/write-records.ts'

const words = { lists: {}, card: [] } as const

const player = object('player', {
  ...{ label: 'Player', plural: 'Players', title: 'name', ...words },
  fields: {
    name: text({ label: 'Name', required: true }),
    friend: reference('player', { label: 'Friend' }),
    shirt: text({ label: 'Shirt', unique: true }),
  },
})
const goalkeeper = role('goalkeeper', player, {
  ...{ label: 'Goalkeeper', plural: 'Goalkeepers', title: 'name', ...words },
  fields: { trainer: reference('trainer', { label: 'Trainer' }) },
})
const trainer = role('trainer', player, {
  ...{ label: 'Trainer', plural: 'Trainers', title: 'name', ...words },
  fields: { likes: reference('trainer', { label: 'Likes' }) },
})
const club: Module = { name: 'club', objects: [player, goalkeeper, trainer] }

const member = object('member', {
  ...{ label: 'Member', plural: 'Members', title: 'name', ...words },
  fields: {
    name: text({ label: 'Name', required: true }),
    sponsor: reference('member', { label: 'Sponsor', required: true }),
    shirt: text({ label: 'Shirt', unique: true }),
  },
})
const captain = role('captain', member, {
  ...{ label: 'Captain', plural: 'Captains', title: 'name', ...words },
  fields: { deputy: reference('captain', { label: 'Deputy', required: true }) },
})
const guests = role('guest', member, {
  ...{ label: 'Guest', plural: 'Guests', title: 'name', ...words },
  fields: {},
})
const lodge: Module = { name: 'lodge', objects: [member, captain, guests] }

test('what names itself or goes in a circle comes back as it went, by the undo of what took it', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [club] })
  const { id: anna } = await engine.records.create(root, 'goalkeeper', { name: 'Anna' })
  const { id: berta } = await engine.records.create(root, 'trainer', { name: 'Berta', friend: anna })
  const { id: clara } = await engine.records.create(root, 'player', { name: 'Clara', friend: berta })
  await engine.records.create(root, 'trainer', { player: anna, likes: berta })
  await engine.records.update(root, 'goalkeeper', anna, { friend: clara, trainer: anna })
  await engine.records.update(root, 'trainer', berta, { likes: berta })
  const held = async () =>
    JSON.parse(await engine.records.list(root, 'player', { fields: ['name', 'friend'], sort: 'name' })).items
  const roles = async () =>
    Promise.all(
      [
        ['goalkeeper', anna],
        ['trainer', anna],
        ['trainer', berta],
      ].map(async ([face = '', id = '']) => {
        const found = await engine.records.get(root, face, id)
        const { trainer: his, likes } = JSON.parse('json' in found ? found.json : '{}')
        return [his?.id, likes?.id]
      }),
    )
  const [before, beforeRoles] = [await held(), await roles()]
  assert.deepEqual(beforeRoles, [
    [anna, undefined],
    [undefined, berta],
    [undefined, berta],
  ])

  const change = newId()
  await engine.records.door(root, { change }, (door) =>
    removeRecords(door, door.model.objects.get('player')!, [anna, berta, clara]),
  )
  assert.deepEqual(await held(), [])
  const back = await engine.undo(root, change)
  assert.deepEqual('reversed' in back && [back.reversed, back.kept], [3, []])
  assert.deepEqual([await held(), await roles()], [before, beforeRoles])

  const away = await engine.undo(root, back.change)
  assert.deepEqual('reversed' in away && away.kept, [])
  assert.deepEqual(await held(), [])
  const again = await engine.undo(root, away.change)
  assert.deepEqual('reversed' in again && again.kept, [])
  assert.deepEqual([await held(), await roles()], [before, beforeRoles])
  assert.deepEqual(await engine.verify(), [])
})

test('of what goes in a circle all comes back or nothing, and it is told of each why', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [club] })
  const made = async (name: string, more: object = {}) =>
    (await engine.records.create(root, 'player', { name, ...more })).id
  const anna = await made('Anna', { shirt: '7' })
  const berta = await made('Berta', { friend: anna })
  const clara = await made('Clara')
  await engine.records.update(root, 'player', anna, { friend: berta })
  await engine.records.update(root, 'player', clara, { friend: clara })
  const change = newId()
  await engine.records.door(root, { change }, (door) =>
    removeRecords(door, door.model.objects.get('player')!, [anna, berta, clara]),
  )
  const dora = await made('Dora', { shirt: '7' })
  const undone = async () => {
    const back = await engine.undo(root, change)
    return 'reversed' in back ? [back.reversed, back.kept.map(({ record, field }) => [record, field])] : back
  }
  assert.deepEqual(await undone(), [
    1,
    [
      [anna, 'shirt'],
      [berta, 'friend'],
    ],
  ])
  await engine.records.update(root, 'player', dora, { shirt: null })
  const [reversed, kept] = (await undone()) as [number, [string, string][]]
  assert.deepEqual([reversed, kept], [2, []])
  assert.deepEqual(await engine.verify(), [])
})

test('who came back in several roles and was taken back is restored in all of them', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [club] })
  const { id } = await engine.records.create(root, 'goalkeeper', { name: 'Anna' })
  await engine.records.create(root, 'trainer', { player: id })
  await engine.records.update(root, 'trainer', id, { friend: id, likes: id })
  await engine.records.update(root, 'goalkeeper', id, { trainer: id })
  const held = async () => {
    const [one, other] = await Promise.all(
      ['goalkeeper', 'trainer'].map((face) => engine.records.get(root, face, id)),
    )
    const read = (found: typeof one) => JSON.parse(found && 'json' in found ? found.json : '{}')
    return [read(one).friend?.id, read(one).trainer?.id, read(other).likes?.id]
  }
  assert.deepEqual(await held(), [id, id, id])
  await engine.records.remove(root, 'player', id)
  const { change } = await engine.restores.restore(root, 'player', id, {})
  assert.deepEqual(await held(), [id, id, id])
  await engine.undo(root, change)
  await engine.restores.restore(root, 'goalkeeper', id, {})
  assert.deepEqual(await held(), [id, id, id])

  const { change: left } = await engine.records.remove(root, 'trainer', id)
  const undone = await engine.undo(root, left)
  assert.deepEqual('reversed' in undone && undone.kept, [])
  assert.deepEqual(await held(), [id, id, id])
  await engine.records.remove(root, 'trainer', id)
  await engine.restores.restore(root, 'trainer', id, {})
  assert.deepEqual(await held(), [id, id, id])
  assert.deepEqual(await engine.verify(), [])
})

/** Members have a sponsor, which is themselves or who has them as one. */
async function lodged(t: Parameters<typeof engineForTest>[0], faces: Readonly<Record<string, object[]>>) {
  const { engine, root } = await engineForTest(t, { modules: [lodge] })
  const ids = Object.values(faces).flatMap((all) => all.map((one) => String(Object(one).id)))
  await engine.records.door(root, {}, async (door) => {
    await door.tx.query(sql`set constraints all deferred`)
    for (const [face, all] of Object.entries(faces)) {
      const made = all.map((one) => {
        const { id, ...values } = one as { id: string }
        return { kind: face === 'captain' ? 'adopt' : 'create', id, values } as const
      })
      const within = { ...door, comesWith: new Set(ids) }
      const outcomes = await writeRecords(within, door.model.objects.get(face)!, made)
      assert.deepEqual(
        outcomes.flatMap(({ errors }) => errors),
        [],
      )
    }
  })
  const held = () =>
    engine.database.query(
      sql`select to_jsonb(m) - array['version', 'created_at', 'updated_at', 'updated_by'] as held from member m order by id`,
    )
  const go = (face: string, change: string, going: readonly string[]) =>
    engine.records.door(root, { change }, (door) => removeRecords(door, door.model.objects.get(face)!, going))
  const undo = async (change: string) => {
    const back = await engine.undo(root, change)
    assert.ok('reversed' in back)
    return back
  }
  return { engine, root, held, go, undo }
}

test('what needs what it names comes back though it names itself, or who names it', async (t) => {
  const [anna, berta, clara] = [newId(), newId(), newId()]
  const { engine, held, go, undo } = await lodged(t, {
    member: [
      { id: anna, name: 'Anna', sponsor: anna },
      { id: berta, name: 'Berta', sponsor: clara },
      { id: clara, name: 'Clara', sponsor: berta },
    ],
  })
  const before = await held()
  const change = newId()
  await go('member', change, [anna, berta, clara])
  assert.deepEqual(await held(), [])
  const back = await undo(change)
  assert.deepEqual([back.reversed, back.kept], [3, []])
  assert.deepEqual(await held(), before)
  const away = await undo(back.change)
  assert.deepEqual([away.kept, await held()], [[], []])
  assert.deepEqual((await undo(away.change)).kept, [])
  assert.deepEqual(await held(), before)
  assert.deepEqual(await engine.verify(), [])
})

test('so it does in roles that name each other', async (t) => {
  const [anna, berta, clara] = [newId(), newId(), newId()]
  const { engine, held, go, undo } = await lodged(t, {
    member: [
      { id: anna, name: 'Anna', sponsor: anna },
      { id: berta, name: 'Berta', sponsor: clara },
    ],
    guest: [{ id: clara, name: 'Clara', sponsor: berta }],
    captain: [
      { id: anna, deputy: clara },
      { id: clara, deputy: anna },
    ],
  })
  const before = await held()
  const [all, role] = [newId(), newId()]
  await go('member', all, [anna, berta, clara])
  const back = await undo(all)
  assert.deepEqual([back.reversed, back.kept], [3, []])
  assert.deepEqual(await held(), before)
  await go('captain', role, [clara])
  assert.deepEqual((await undo(role)).kept, [])
  assert.deepEqual(await held(), before)
  assert.deepEqual(await engine.verify(), [])
})

test('so it does over several pages of an undo', async (t) => {
  const ids = Array.from({ length: 1100 }, newId)
  const { engine, root, held, go } = await lodged(t, {
    member: ids.map((id, at) => ({ id, name: `No. ${at}`, sponsor: ids.at(-1 - at) })),
  })
  const before = await held()
  const change = newId()
  await go('member', change, ids)
  assert.deepEqual(await held(), [])
  const begun = await engine.undo(root, change)
  assert.ok('job' in begun)
  await engine.jobs.drain()
  assert.deepEqual(await held(), before)
  assert.deepEqual(await engine.verify(), [])
})

test('what names itself of need is restored by itself', async (t) => {
  const anna = newId()
  const { engine, root, held, go, undo } = await lodged(t, {
    member: [{ id: anna, name: 'Anna', sponsor: anna }],
    captain: [{ id: anna, deputy: anna }],
  })
  const before = await held()
  await go('member', newId(), [anna])
  const { change } = await engine.restores.restore(root, 'member', anna, {})
  assert.deepEqual(await held(), before)
  const away = await undo(change)
  assert.deepEqual([away.kept, await held()], [[], []])
  await undo(away.change)
  assert.deepEqual(await held(), before)
  await engine.records.create(root, 'guest', { member: anna })
  const { change: left } = await engine.records.remove(root, 'captain', anna)
  assert.deepEqual((await undo(left)).kept, [])
  await engine.records.remove(root, 'captain', anna)
  await engine.restores.restore(root, 'captain', anna, {})
  assert.deepEqual(await engine.verify(), [])
})
