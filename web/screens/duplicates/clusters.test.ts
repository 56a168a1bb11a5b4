import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clustersOf } from './clusters.ts'
import type { Pair, PairSide } from './pair.ts'

const side = (id: string): PairSide => ({ id, title: id, object: 'party', roles: [], values: {} })
const pair = (one: string, other: string): Pair => ({
  ...{ id: `${one}-${other}`, score: 1, sure: true, state: 'open', reasons: [], by: null, at: null },
  ...{ one: side(one), other: side(other) },
})
const namesOf = (pairs: readonly Pair[]) =>
  Object.fromEntries(
    [...clustersOf(pairs)].map(([id, all]) => [
      id,
      all
        .map((one) => one.id)
        .toSorted()
        .join(''),
    ]),
  )

test('pairs that share a record are of one cluster, however they come', () => {
  const pairs = [pair('a', 'b'), pair('c', 'd'), pair('x', 'y'), pair('d', 'a')]
  assert.deepEqual(namesOf(pairs), { 'a-b': 'abcd', 'c-d': 'abcd', 'd-a': 'abcd' })
})

test('a pair by itself is no cluster, nor are more than can be laid side by side', () => {
  assert.deepEqual(namesOf([pair('a', 'b'), pair('c', 'd')]), {})
  const ring = Array.from({ length: 10 }, (_, at) => pair(`n${at}`, `n${at + 1}`))
  assert.deepEqual(namesOf(ring), {})
  assert.equal(Object.keys(namesOf(ring.slice(1))).length, 9)
})
