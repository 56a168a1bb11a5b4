import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptSince, noteAnswer } from './kept-answers.ts'

test('the oldest of the kept answers says how old the page is, until the server answers again', () => {
  for (const at of ['2026-03-31T10:00:00Z', '2026-03-30T09:00:00Z', '2026-03-31T11:00:00Z']) noteAnswer(at)
  assert.equal(keptSince.get(), '2026-03-30T09:00:00Z')
  noteAnswer(null)
  assert.equal(keptSince.get(), null)
})
