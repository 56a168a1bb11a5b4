import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfDay, isNoInstant, readInstant } from './day.ts'

test('an address tells an instant as people and programs write it, and nothing else passes for one', () => {
  assert.equal(readInstant('2026-03-31'), endOfDay('2026-03-31'))
  assert.equal(readInstant('2026-03-31T12:00:00.123456Z'), '2026-03-31T12:00:00.123456Z')
  assert.equal(readInstant('2026-03-31T12:00:00 02:00'), '2026-03-31T12:00:00+02:00')
  assert.equal(readInstant('2026-03-31T12:00'), new Date(2026, 2, 31, 12).toISOString())
  for (const none of ['', 'nonsense', '2026', '2026-02-30', '2026-02-30T12:00Z', '2026-03-31T25:00Z'])
    assert.equal(readInstant(none), null, none)
  assert.equal(isNoInstant(undefined), false)
})
