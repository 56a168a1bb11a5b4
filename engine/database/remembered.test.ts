import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshDatabase } from '#testing'
import { openDatabase } from './database.ts'
import { remembered } from './remembered.ts'

test('what is remembered is asked for once, and again after any process says that it changed', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const [here, elsewhere] = [openDatabase({ url, schema }), openDatabase({ url, schema })]
  t.after(() => Promise.all([here.close(), elsewhere.close()]).then(() => {}))
  let asked = 0
  const memory = remembered<number>(here, ['kontor_settings'])
  const get = () => memory.get('price', async () => ++asked)
  assert.deepEqual([await get(), await get()], [1, 1])
  const heard = new Promise<void>((resolve) => here.listen('kontor_settings', (text) => text && resolve()))
  await elsewhere.notify('kontor_settings', 'dearer')
  await heard
  assert.equal(await get(), 2)
})

test('what changed while it was being loaded is not remembered', async () => {
  let tell = (_payload: string | null): void => {}
  const memory = remembered<string>(
    { listen: (_channel, heard) => ((tell = heard), () => {}), isCurrent: () => true },
    ['kontor_settings'],
  )
  let loaded = (_value: string): void => {}
  const first = memory.get('price', () => new Promise((resolve) => (loaded = resolve)))
  tell('changed meanwhile')
  loaded('old')
  assert.equal(await first, 'old')
  assert.equal(await memory.get('price', async () => 'new'), 'new')
})

test('while notices may be missing nothing is taken from memory', async () => {
  let current = true
  const memory = remembered<number>({ listen: () => () => {}, isCurrent: () => Promise.resolve(current) }, [])
  let asked = 0
  const get = () => memory.get('price', async () => ++asked)
  assert.deepEqual([await get(), await get()], [1, 1])
  current = false
  assert.deepEqual([await get(), await get()], [2, 3])
})
