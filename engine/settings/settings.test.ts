import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../access/actor.ts'
import { compileAccess } from '../access/compile-access.ts'
import { engineForTest } from '../engine-for-test.ts'

test('what nobody has decided holds as declared; a decision holds in every process', async (t) => {
  const { engine, root, another } = await engineForTest(t)
  const other = await another()
  assert.equal((await other.settings.group()).currency, 'EUR')
  const heard = new Promise<void>((resolve) =>
    other.database.listen('kontor_settings', (text) => text !== null && resolve()),
  )
  assert.ok(await other.database.isCurrent())
  await engine.settings.set(root, 'group.currency', 'GEL')
  await heard
  assert.equal((await other.settings.group()).currency, 'GEL')
  await engine.settings.set(root, 'group.currency', 'CNY')
  assert.equal(await engine.settings.get('group.currency'), 'CNY')
  await engine.settings.set(root, 'group.currency', null)
  assert.equal(await engine.settings.get('group.currency'), 'EUR')
})

test('a decision has to fit, and only an administrator takes it', async (t) => {
  const { engine, root } = await engineForTest(t)
  await assert.rejects(engine.settings.set(root, 'group.currency', 'XXZ'), { status: 422 })
  await assert.rejects(engine.settings.set(root, 'group.timeZone', 'Europe/Atlantis'), { status: 422 })
  await assert.rejects(engine.settings.set(root, 'group.colour', 'red'), { status: 404 })
  const clerk: Actor = { ...root, access: compileAccess(engine.model(), []) }
  await assert.rejects(engine.settings.set(clerk, 'group.currency', 'GEL'), { status: 403 })
})

test('who decided what is in the history', async (t) => {
  const { engine, root } = await engineForTest(t)
  await engine.settings.set(root, 'group.name', 'Osta')
  const entries = JSON.parse(await engine.records.list(root, 'setting', { fields: 'key,value' })) as {
    items: { value: unknown }[]
  }
  assert.deepEqual(
    entries.items.map((item) => item.value),
    [{ value: 'Osta' }],
  )
})
