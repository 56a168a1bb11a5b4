import assert from 'node:assert/strict'
import test from 'node:test'
import { addDays, addMonths, dayAt, daysBetween, isDay } from './day.ts'

test('a day is one that the calendar has', () => {
  for (const day of ['2026-03-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])
    assert.ok(isDay(day), day)
  for (const day of [
    '2026-02-29',
    '1900-02-29',
    '2026-00-10',
    '2026-04-31',
    '26-03-31',
    '2026-3-31',
    '',
    null,
    20260331,
  ]) {
    assert.ok(!isDay(day), String(day))
  }
})

test('days and months are added over the ends of months and years', () => {
  assert.equal(addDays('2025-12-31', 1), '2026-01-01')
  assert.equal(addDays('2024-03-01', -1), '2024-02-29')
  assert.equal(addDays('0001-01-01', 365), '0002-01-01')
  assert.equal(addDays('9999-12-31', 1), undefined)
  assert.equal(addDays('0001-01-01', -1), undefined)
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28')
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29')
  assert.equal(addMonths('2026-01-15', -13), '2024-12-15')
  assert.equal(addMonths('9999-12-01', 1), undefined)
  assert.equal(daysBetween('2026-01-01', '2027-01-01'), 365)
  assert.equal(daysBetween('2026-03-31', '2026-03-01'), -30)
})

test('an instant falls on the day of its place', () => {
  const lateInLondon = Date.UTC(2026, 2, 31, 22, 30)
  assert.equal(dayAt(lateInLondon, 'UTC'), '2026-03-31')
  assert.equal(dayAt(lateInLondon, 'Europe/Riga'), '2026-04-01')
  assert.equal(dayAt(lateInLondon, 'America/New_York'), '2026-03-31')
})
