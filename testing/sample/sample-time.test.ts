import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleArrivals, sampleBeginning } from './sample-time.ts'

const clock = { today: '2026-03-31', timeZone: 'Europe/Riga' }

test('every partner comes on one day, the later ones not before the earlier, and the last ones today', () => {
  for (const parties of [0, 1, 7, 60, 3_000]) {
    const arrivals = sampleArrivals(parties, clock)
    assert.deepEqual([arrivals[0]?.from, arrivals.at(-1)?.until], [0, parties])
    for (const [at, { from, day }] of arrivals.entries()) {
      const before = arrivals[at - 1]
      if (!before) continue
      assert.equal(from, before.until)
      assert.ok(day >= before.day, `${day} after ${before.day}`)
    }
    assert.equal(arrivals.at(-1)?.day, '2026-03-31')
  }
})

test('they come on working days at hours of the office, after the group began, and more of them lately', () => {
  const arrivals = sampleArrivals(3_000, clock)
  const began = sampleBeginning(clock)
  for (const { day, at } of arrivals.slice(0, -1)) {
    assert.ok(![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()), day)
    const hour = Number(
      new Date(at ?? '').toLocaleTimeString('sv-SE', { timeZone: 'Europe/Riga' }).slice(0, 2),
    )
    assert.ok(hour >= 9 && hour < 17, at)
    assert.ok(String(at) > began)
  }
  const weeks = new Set(arrivals.map(({ day }) => Math.floor(Date.parse(day) / (7 * 86_400_000))))
  assert.ok(weeks.size >= 25, `${weeks.size} weeks`)
  const lately = arrivals
    .filter(({ day }) => day >= '2026-01-06')
    .reduce((sum, { from, until }) => sum + until - from, 0)
  assert.ok(lately > 800 && lately < 1_800, `${lately} of 3,000 in twelve weeks`)
})
