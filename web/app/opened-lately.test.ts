import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forgetOpened, openedLately, rememberOpened } from './opened-lately.ts'

const opened = (id: string) => ({
  path: 'customers',
  id,
  title: `Customer ${id}`,
  kind: 'Customer',
  person: false,
  partner: true,
})
const ids = () => openedLately.get().items.map(({ id }) => id)

test('what was opened last stands first, and only once', () => {
  for (const id of ['a', 'b', 'a']) rememberOpened('ilze', opened(id))
  assert.deepEqual(ids(), ['a', 'b'])
})

test('nobody sees what somebody else opened in the same browser', () => {
  rememberOpened('ilze', opened('a'))
  rememberOpened('oleg', opened('c'))
  assert.deepEqual(ids(), ['c'])
})

test('what is gone is forgotten, and all of it with sign-out', () => {
  for (const id of ['a', 'b']) rememberOpened('oleg', opened(id))
  forgetOpened('b')
  assert.ok(!ids().includes('b'))
  forgetOpened()
  assert.deepEqual(ids(), [])
})
