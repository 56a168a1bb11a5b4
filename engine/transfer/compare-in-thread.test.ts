import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareInThread } from './compare-in-thread.ts'
import type { Reckoner } from './open-reckoner.ts'
import { reckoning } from './reckoning.ts'

const batches = 40

test('what is alike is handed on while the next is fetched, so that nobody holds it all', async () => {
  const answer = reckoning()
  const reckoner: Reckoner = { count: 1, ask: async (_thread, task) => answer(task), close: async () => {} }
  let fetched = 0
  let handed = 0
  let most = 0
  const form = JSON.stringify({ name: 'SIA Rīta Rasa', email: 'info@rasa.lv', city: 'Cēsis' })
  async function* pairs() {
    for (let batch = 0; batch < batches; batch++) {
      fetched++
      most = Math.max(most, fetched - handed)
      yield [{ one: String(batch * 2 + 2), others: String(batch * 2 + 1) }]
    }
  }
  await compareInThread(
    reckoner,
    pairs(),
    async (keys) => keys.map((key) => [key, form] as const),
    async (alike) => {
      handed += alike.length
    },
  )
  assert.equal(handed, batches, 'every pair is alike')
  assert.ok(most <= 8, `${most} of ${batches} were held at once`)
})
