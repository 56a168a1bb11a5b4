import assert from 'node:assert/strict'
import { test } from 'node:test'
import { officeLoad } from '../../bench/office-load/office-load.ts'
import { office } from '../scenarios/office.ts'

test('twenty people work at once for ten seconds, and nobody meets an error', async (t) => {
  const { url, as } = await office(t)
  const people = Array.from({ length: 20 }, (_, at) =>
    at % 2 === 0
      ? { key: (at % 5 === 0 ? as.administrator : as.manager).key }
      : { key: as.clerk.key, cannot: ['export', 'bulk'] as const },
  )
  const { errors, all, kinds, events } = await officeLoad({ url, people, seconds: 10, seed: 7 })
  t.diagnostic(`${all.count} answers of ${kinds.size} kinds, p99 ${all.p99.toFixed(0)} ms, ${events} events`)
  assert.deepEqual(errors, [])
  assert.ok(kinds.size >= 6 && events > 0)
})
