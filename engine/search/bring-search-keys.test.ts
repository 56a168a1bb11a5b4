import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { grams, hanReadings, searchKey } from '#text'
import { sampleParty } from '../../testing/sample/sample-party.ts'
import { versionOfSearchKeys } from './bring-search-keys.ts'

test('who changes by what names are searched raises the version, so that all are made anew', () => {
  const told = createHash('sha256')
  for (let number = 0; number < 2_000; number++) {
    const { name } = sampleParty(number * 37)
    const key = searchKey(name, ...hanReadings(name))
    told.update(`${key} ${[...grams(key)].join()}`)
  }
  // Where this fails on purpose, raise `versionOfSearchKeys` and write both down here.
  assert.deepEqual([versionOfSearchKeys, told.digest('hex').slice(0, 12)], [2, 'a0539f85be41'])
})
