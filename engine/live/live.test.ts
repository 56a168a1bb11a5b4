import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engineForTest } from '../engine-for-test.ts'
import type { LiveEvent } from './live-event.ts'
import { openLive } from './live.ts'

test('who listens misses nothing from the moment that they are told so', async (t) => {
  const { engine, root } = await engineForTest(t)
  let answer = (): void => {}
  const slow = new Promise<void>((resolve) => (answer = resolve))
  const live = openLive({
    database: {
      ...engine.database,
      async query(piece, options) {
        await slow
        return engine.database.query(piece, options)
      },
    },
    model: engine.model,
    log: () => {},
  })
  t.after(() => live.close())
  let hasBegun = false
  const told: LiveEvent[] = []
  let hear = (): void => {}
  const heard = new Promise<void>((resolve) => (hear = resolve))
  await new Promise<void>((resolve) => {
    live.subscribe({
      actor: async () => root,
      onBegin() {
        hasBegun = true
        resolve()
      },
      onEvents(events) {
        told.push(...events)
        hear()
      },
      onEnd: () => {},
    })
    assert.equal(hasBegun, false)
    answer()
  })
  const { id } = await engine.records.create(root, 'post', { name: 'Dispatcher' })
  await heard
  assert.deepEqual(
    told.map((event) => event.kind === 'record' && [event.object, event.id, event.action]),
    [['post', id, 'created']],
  )
})
