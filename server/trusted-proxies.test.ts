import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trustedProxies } from './trusted-proxies.ts'

test('proxies are trusted by number or by address, and never everybody', () => {
  for (const none of [undefined, '', ' ', '0']) assert.equal(trustedProxies(none), null)
  assert.equal(trustedProxies('1'), 1)
  assert.equal(trustedProxies(' 2 '), 2)
  const named = ['10.0.0.5', '192.168.7.0/24', 'fd00::/8', '::1', 'loopback']
  assert.deepEqual(trustedProxies(named.join(', ')), named)
  const refused = [
    'true',
    'all',
    '*',
    '0.0.0.0/0',
    '::/0',
    '11',
    '-1',
    '1.5',
    '10.0.0.5/33',
    '10.0.0',
    '1,',
    'proxy',
  ]
  for (const text of refused) assert.throws(() => trustedProxies(text), /names no proxy/, text)
})
