import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('a parameter that is misspelled is named, and nothing is given in place of what was asked for', async (t) => {
  const { administrator } = (await office(t)).as
  const where = encodeURIComponent(JSON.stringify({ city: 'Cēsis' }))
  for (const [place, stray] of [
    [`customers?were=${where}`, 'were'],
    [`customers/export?format=csv&were=${where}`, 'were'],
    [`customers/export?asof=2026-01-01`, 'asof'],
    [`customers/summary?groupBy=city&Where=${where}`, 'Where'],
  ] as const) {
    const { status, body } = await administrator.get(place)
    assert.deepEqual(
      [status, body.errors?.[0]?.field, body.errors?.[0]?.code],
      [422, stray, 'unknownParameter'],
    )
  }
})
