import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
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
  const made: { id?: string } = {}
  let hear = (): void => {}
  const heard = new Promise<void>((resolve) => (hear = resolve))
  // Where one begins is the oldest open transaction of the whole server: while another one is open, what came
  // before the listening is told too, and what comes after it waits for its end.
  const ofMade = () => told.filter((event) => event.kind === 'record' && event.id === made.id)
  const hearMade = () => void (made.id !== undefined && ofMade().length > 0 && hear())
  await new Promise<void>((resolve) => {
    live.subscribe({
      actor: async () => root,
      onBegin() {
        hasBegun = true
        resolve()
      },
      onEvents(events) {
        told.push(...events)
        hearMade()
      },
      onEnd: () => {},
    })
    assert.equal(hasBegun, false)
    answer()
  })
  const { id } = await engine.records.create(root, 'post', { name: 'Dispatcher' })
  made.id = id
  hearMade()
  await heard
  assert.deepEqual(
    ofMade().map((event) => event.kind === 'record' && [event.object, event.id, event.action]),
    [['post', id, 'created']],
  )
})

test('an older transaction that stays open, of whatever database, holds events back and loses none', async (t) => {
  const { engine, root } = await engineForTest(t)
  const live = openLive({ database: engine.database, model: engine.model, log: () => {} })
  t.after(() => live.close())
  let end = (): void => {}
  const open = new Promise<void>((resolve) => (end = resolve))
  let begun = (): void => {}
  const beginning = new Promise<void>((resolve) => (begun = resolve))
  const elsewhere = engine.database.transaction(async (tx) => {
    await tx.query(sql`select pg_current_xact_id()`)
    begun()
    await open
  })
  await beginning
  const told: LiveEvent[] = []
  const made: { id?: string } = {}
  let hear = (): void => {}
  const heard = new Promise<void>((resolve) => (hear = resolve))
  const ofMade = () => told.filter((event) => event.kind === 'record' && event.id === made.id)
  const hearMade = () => void (made.id !== undefined && ofMade().length > 0 && hear())
  await new Promise<void>((resolve) => {
    live.subscribe({
      actor: async () => root,
      onBegin: () => resolve(),
      onEvents(events) {
        told.push(...events)
        hearMade()
      },
      onEnd: () => {},
    })
  })
  made.id = (await engine.records.create(root, 'post', { name: 'Porter' })).id
  end()
  await elsewhere
  hearMade()
  await heard
  assert.equal(ofMade().length, 1)
})

const refusals: Readonly<Record<string, Error>> = {
  'is refused': new Problem(403, 'seeAsOver', 'The half hour is over.'),
  'asks for too much': new Problem(422, 'tooBroad', 'This takes too long.'),
  'meets a mistake of ours': new TypeError('x is not a function'),
}

for (const [how, refusal] of Object.entries(refusals))
  test(`who ${how} hears no more, and all others go on hearing`, async (t) => {
    const { engine, root } = await engineForTest(t)
    const logged: string[] = []
    const live = openLive({
      database: engine.database,
      model: engine.model,
      log: (text) => void logged.push(text),
    })
    t.after(() => live.close())
    let isRefused = false
    let why: string | undefined
    const told: LiveEvent[] = []
    let hear = (): void => {}
    const heard = new Promise<void>((resolve) => (hear = resolve))
    const begun = (subscription: Omit<Parameters<typeof live.subscribe>[0], 'onBegin'>) =>
      new Promise<void>((resolve) => live.subscribe({ ...subscription, onBegin: () => resolve() }))
    await begun({
      actor: async () => {
        if (isRefused) throw refusal
        return root
      },
      onEvents: () => {},
      onEnd: (reason) => (why = reason),
    })
    const made: { id?: string } = {}
    const hearMade = () => told.some((one) => one.kind === 'record' && one.id === made.id) && hear()
    await begun({
      actor: async () => root,
      onEvents(events) {
        told.push(...events)
        hearMade()
      },
      onEnd: () => {},
    })
    isRefused = true
    made.id = (await engine.records.create(root, 'post', { name: 'Weigher' })).id
    hearMade()
    await heard
    assert.equal(why, 'refused')
    assert.equal(logged.length, refusal instanceof Problem ? 0 : 1)
  })
