import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, object, reference, role, text } from '#model'
import { engineForTest } from '../engine-for-test.ts'
import type { Module } from '../module.ts'
import { removeRecords } from '../records/write/remove-records.ts'

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
