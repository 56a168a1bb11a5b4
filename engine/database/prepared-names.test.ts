import assert from 'node:assert/strict'
import { test } from 'node:test'
import { preparedNames } from './prepared-names.ts'

test('a statement is prepared when it comes a second time, and under another name when it became stale', () => {
  const names = preparedNames()
  assert.equal(names.nameOf('select 1', 'one'), undefined)
  const first = names.nameOf('select 1', 'one')
  assert.match(String(first), /^one /)
  assert.equal(names.nameOf('select 1', 'one'), first)
  names.forget('select 1')
  assert.notEqual(names.nameOf('select 1', 'one'), first)
})

test('a statement that was long out of use never comes back under a name that became stale', () => {
  const names = preparedNames()
  const used = () => (names.nameOf('select 1', 'one'), String(names.nameOf('select 1', 'one')))
  const stale = [used()]
  names.forget('select 1')
  stale.push(used())
  for (let n = 0; n < 1_000; n++) names.nameOf(`select ${n} as other`, 'other')
  names.forget('select 1')
  names.forget('select 999 as other')
  for (let n = 0; n < 3; n++) {
    assert.ok(!stale.includes(used()))
    stale.push(used())
    names.forget('select 1')
  }
})
