import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '../database/database.ts'
import { openModel } from './live-model.ts'

test('who has changed the model gets the changed one, also where others wait for a load', async () => {
  const catalog = slowCatalog()
  const opened = openModel(catalog.database, { objects: [], extensions: [] })
  await catalog.answer(1)
  const live = await opened
  // A notice of an earlier change comes in, and its load begins before our own change is committed.
  catalog.notice()
  const mine = live.reload()
  const asked = live.current()
  await catalog.answer(1)
  await catalog.answer(2)
  assert.equal((await mine).version, 2)
  assert.equal((await asked).version, 2)
  assert.equal(live.model().version, 2)
})

test('a change that could not be read is read by whoever asks next', async () => {
  const catalog = slowCatalog()
  const opened = openModel(catalog.database, { objects: [], extensions: [] })
  await catalog.answer(1)
  const live = await opened
  const mine = live.reload()
  await catalog.fail()
  await assert.rejects(mine, /away/)
  const asked = live.current()
  await catalog.answer(2)
  assert.equal((await asked).version, 2)
})

/** A database whose catalog is read only as fast as the test lets it be. */
function slowCatalog() {
  const waiting: { answer(version: number): void; fail(): void }[] = []
  const arrivals: (() => void)[] = []
  const listeners: (() => void)[] = []
  const database = {
    query: () =>
      new Promise((resolve, reject) => {
        const rest = { objects: [], fields: [], adjustments: [], rules: [] }
        waiting.push({
          answer: (version) => resolve([{ version, ...rest }]),
          fail: () => reject(new Error('The database is away.')),
        })
        arrivals.shift()?.()
      }),
    listen: (_channel: string, hear: () => void) => void listeners.push(hear),
    isCurrent: () => true,
  }
  const asked = async () => {
    if (waiting.length === 0) await new Promise<void>((resolve) => arrivals.push(resolve))
    return waiting.shift()
  }
  return {
    database: database as unknown as Database,
    notice: () => listeners.forEach((hear) => hear()),
    /** Answers the next question for the catalog, once it is asked, with this version. */
    answer: async (version: number) => (await asked())?.answer(version),
    /** Fails it instead. */
    fail: async () => (await asked())?.fail(),
  }
}
