import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { matchForm } from '#match'
import { sampleParty } from '../../testing/sample/sample-party.ts'
import { allKeysOf, versionOfKeys } from './keys-of.ts'

test('who changes the keys of records raises their version, so that all are looked through anew', () => {
  const told = createHash('sha256')
  for (let number = 0; number < 2_000; number++) {
    const { name, taxId, country, city, email, phone, street } = sampleParty(number * 37)
    told.update(allKeysOf(matchForm({ name, taxId, country, city, email, phone, address: street })).join())
  }
  // Where this fails on purpose, raise `versionOfKeys` and write both down here.
  assert.deepEqual([versionOfKeys, told.digest('hex').slice(0, 12)], [6, '7764913400f0'])
})
