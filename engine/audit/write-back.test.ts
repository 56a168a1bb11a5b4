import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId, object, text } from '#model'
import { engineForTest } from '../engine-for-test.ts'
import type { Stayed } from './kept.ts'
import { writeBack } from './write-back.ts'

const locker = object('locker', {
  ...{ label: 'Locker', plural: 'Lockers', title: 'name', lists: {}, card: [] },
  fields: { name: text({ label: 'Name', required: true }), key: text({ label: 'Key', unique: true }) },
})

test('keys that go round go back at once, however many, and each change tells what it was', async (t) => {
  const { engine, keys, goBack } = await lockers(t, 120)
  const round = Array.from({ length: 120 }, (_, at) => `${(at + 1) % 120}`)
  const { kept, statements } = await goBack(round)
  assert.deepEqual(kept, [])
  assert.deepEqual(await keys(), round)
  assert.ok(statements < 25, `${statements} statements`)
  assert.deepEqual(await engine.verify(), [])
})

test('what one is kept from keeps who waits for its key, and no other', async (t) => {
  const { engine, keys, goBack } = await lockers(t, 6)
  // The second gets what the fifth keeps, the third what the second leaves; the first and the fourth swap.
  const { kept } = await goBack(['3', '4', '1', '0'])
  assert.deepEqual(kept, [1, 2])
  assert.deepEqual(await keys(), ['3', '1', '2', '0', '4', '5'])
  assert.deepEqual(await engine.verify(), [])
})

/** Lockers with the keys 0, 1, 2, …, of which the first ones go back to other keys. */
async function lockers(t: TestContext, count: number) {
  const { engine, root } = await engineForTest(t, { modules: [{ name: 'club', objects: [locker] }] })
  const create = Array.from({ length: count }, (_, at) => ({
    kind: 'create' as const,
    values: { name: `Locker ${at}`, key: `${at}` },
  }))
  const ids = (await engine.records.many(root, 'locker', create, {})).map(({ id }) => id)
  const keys = async () => {
    const page = await engine.records.list(root, 'locker', { fields: ['id', 'key'], limit: 1_000 })
    const { items } = JSON.parse(page) as { items: { id: string; key: string }[] }
    return ids.map((id) => items.find((one) => one.id === id)?.key)
  }
  const goBack = (wanted: readonly string[]) =>
    engine.records.door(root, { change: newId() }, async (door) => {
      let statements = 0
      const query: typeof door.tx.query = (...asked) => {
        statements += 1
        return door.tx.query(...asked)
      }
      const tx = Object.assign(Object.create(door.tx), { query })
      const face = door.model.objects.get('locker')!
      const stays: Stayed[] = []
      const operations = wanted.map((key, at) => {
        const operation = { kind: 'update' as const, id: ids[at]!, values: { key } }
        return { face, operation }
      })
      await writeBack({ ...door, tx, restores: true }, operations, stays)
      return { kept: stays.map(({ record }) => ids.indexOf(record)), statements }
    })
  return { engine, keys, goBack }
}
