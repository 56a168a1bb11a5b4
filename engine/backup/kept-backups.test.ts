import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backupName, installationOf, keptBackups, madeAt } from './kept-backups.ts'

const day = 24 * 60 * 60 * 1000
/** A backup each night for so many days up to the last of 2026, newest first. */
const nightly = (days: number) =>
  Array.from({ length: days }, (_, at) => backupName(new Date(Date.parse('2026-12-31T02:00:00Z') - at * day)))

test('seven days, five weeks and twelve months are kept of two years of nights', () => {
  const names = nightly(730)
  const kept = [...keptBackups(names, { daily: 7, weekly: 5, monthly: 12 })].sort().reverse()
  assert.deepEqual(kept.slice(0, 7), names.slice(0, 7))
  const days = kept.map((name) => madeAt(name)?.toISOString().slice(0, 10))
  assert.deepEqual(days.slice(7), [
    ...['2026-12-20', '2026-12-13', '2026-12-06', '2026-11-30'],
    ...['2026-10-31', '2026-09-30', '2026-08-31', '2026-07-31', '2026-06-30'],
    ...['2026-05-31', '2026-04-30', '2026-03-31', '2026-02-28', '2026-01-31'],
  ])
})

test('a machine that stood still loses nothing, the newest always stays, and strange names are left alone', () => {
  const old = ['kontor-2024-01-05T020000Z.backup', 'kontor-2022-06-01T020000Z.backup']
  assert.deepEqual([...keptBackups(old, { daily: 7, weekly: 5, monthly: 12 })], old)
  assert.deepEqual([...keptBackups(old, { daily: 0, weekly: 0, monthly: 0 })], old.slice(0, 1))
  assert.equal(keptBackups(['holiday.backup'], { daily: 7, weekly: 5, monthly: 12 }).size, 0)
  assert.equal(madeAt('kontor-2026-99-99T020000Z.backup'), null)
})

test('what is named after a day to come counts for nothing and stays; what was asked for stays its day', () => {
  const retention = { daily: 2, weekly: 0, monthly: 0 }
  const at = (instant: string, isAsked = false) =>
    backupName(new Date(instant), { installation: '0123456789ab', isAsked })
  const names = [
    at('2046-01-01T02:00:00Z'),
    at('2026-12-31T02:00:00Z'),
    at('2026-12-31T01:00:00Z', true),
    at('2026-12-31T00:30:00Z'),
    at('2026-12-30T02:00:00Z'),
    at('2026-12-29T02:00:00Z', true),
  ]
  const kept = keptBackups(names, retention, { now: Date.parse('2026-12-31T03:00:00Z') })
  assert.deepEqual(kept, new Set([0, 1, 2, 4].map((one) => names[one])))
  assert.deepEqual(
    [installationOf(names[0] ?? ''), installationOf('kontor-2026-12-30T020000Z.backup')],
    ['0123456789ab', null],
  )
})

test('days are those of the group: of the nights around a change of clocks none goes', () => {
  // At two in Riga; on the 29th the clocks went forward there, an hour later.
  const nights = ['2026-03-29T23:00:00Z', '2026-03-29T00:00:00Z', '2026-03-28T00:00:00Z']
  const names = nights.map((instant) => backupName(new Date(instant)))
  const kept = (timeZone: string) => [
    ...keptBackups(names, { daily: 9, weekly: 0, monthly: 0 }, { timeZone }),
  ]
  assert.deepEqual(kept('Europe/Riga'), names)
  assert.deepEqual(kept('UTC'), [names[0], names[2]])
})

test('what is kept one night is kept or rightly gone the next: no backup comes back', () => {
  const retention = { daily: 7, weekly: 5, monthly: 12 }
  let there: string[] = []
  for (const name of nightly(800).reverse()) {
    there = [...keptBackups([...there, name], retention)]
    assert.ok(there.length <= 24)
  }
  // Pruned night by night, the same stays as of all nights at once.
  assert.deepEqual(there.sort(), [...keptBackups(nightly(800), retention)].sort())
})
