import assert from 'node:assert/strict'
import test from 'node:test'
import { isId, newId } from './id.ts'

test('ids are UUIDs of version 7, all different, in the order in which they were made', () => {
  const ids = Array.from({ length: 20_000 }, () => newId())
  assert.deepEqual([...ids].sort(), ids)
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids)
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('an id begins with the milliseconds of its making', () => {
  const before = Date.now()
  const milliseconds = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16)
  assert.ok(milliseconds >= before && milliseconds <= Date.now() + 100)
})

test('a text is an id or it is not', () => {
  assert.ok(isId('0190a0e4-7b1c-7c3e-8f00-0123456789ab'))
  for (const other of [
    '',
    'x',
    '0190A0E4-7b1c-7c3e-8f00-0123456789ab',
    '0190a0e47b1c7c3e8f000123456789ab',
    5,
    null,
    {},
    '0190a0e4-7b1c-7c3e-8f00-0123456789ab ',
  ]) {
    assert.ok(!isId(other))
  }
})
