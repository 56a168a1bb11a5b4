import { test } from 'node:test'
import assert from 'node:assert/strict'
import { raw } from '../database/sql.ts'
import type { Reckoning } from './fetch-tier.ts'
import type { Tier } from './search-tiers.ts'
import { stepsAmongFew } from './steps-among-few.ts'

const [rare, frequent, legal] = [1, 2, 3]
const shares = new Map([
  [frequent, 0.05],
  [legal, 0.2],
])

test('what is frequent among what one looks after is read in order, and what is rare is found together', () => {
  const tiers = [tier('start', []), tier('word', [rare]), tier('inside', [frequent]), tier('legal', [legal])]
  assert.deepEqual(steps(tiers, {}), ['0-2 together', '2-3 inOrder', '3-4 inOrder'])
  const begun = [tier('start', []), tier('word', [frequent])]
  assert.deepEqual(steps(begun, {}), ['0-1 inOrder', '1-2 inOrder'])
  assert.deepEqual(steps([tier('start', []), tier('word', [rare])], {}), ['0-2 together'])
})

test('without an index of just these names all is found together, legal forms alone and last', () => {
  const tiers = [tier('start', []), tier('word', [frequent]), tier('legal', [legal])]
  assert.deepEqual(steps(tiers, { namesInOrder: false }), ['0-2 together', '2-3 together'])
})

test('so few rows that nothing frequent fills the page are looked at together', () => {
  const tiers = [tier('start', []), tier('word', [frequent])]
  assert.deepEqual(steps(tiers, { visibleRows: 100 }), ['0-2 together'])
})

test('a small table is read at once, legal forms and all', () => {
  const tiers = [tier('start', []), tier('word', [frequent]), tier('legal', [legal])]
  const few = { ...frequencies, rows: 1_500 }
  assert.deepEqual(steps(tiers, { frequencies: few, visibleRows: 1_500 }), ['0-3 together'])
  assert.deepEqual(steps(tiers, { frequencies: few, visibleRows: 1_500 }, 2), ['2-3 together'])
})

test('a number is found together with the names', () => {
  const tiers = [tier('number', []), tier('start', []), tier('word', [frequent])]
  assert.deepEqual(steps(tiers, {}), ['0-3 together'])
})

test('the next page begins in the tier where the last one ended', () => {
  const tiers = [tier('start', []), tier('word', [frequent]), tier('legal', [legal])]
  assert.deepEqual(steps(tiers, {}, 1), ['1-2 inOrder', '2-3 inOrder'])
})

function steps(tiers: readonly Tier[], known: Partial<Reckoning>, at?: number): string[] {
  const after = at === undefined ? null : { tier: at, key: 'a', id: '' }
  const reckoning = { frequencies, visibleRows: 10_000, namesInOrder: true, ...known }
  return stepsAmongFew({ tiers, limit: 11, after }, reckoning).map(
    ({ from, end, way }) => `${from}-${end} ${way}`,
  )
}

function tier(kind: Tier['kind'], grams: readonly number[]): Tier {
  const nothing = raw('false')
  return {
    match: nothing,
    key: nothing,
    ordered: kind === 'start',
    grams,
    words: grams.map((gram) => [gram]),
    kind,
    walked: kind !== 'number',
  }
}

const frequencies = {
  rows: 1_000_000,
  rarest: (grams: readonly number[]) => grams,
  known: (words: readonly (readonly number[])[]) => words.flat().every((gram) => shares.has(gram)),
  with: (words: readonly (readonly number[])[]) =>
    1_000_000 * words.flat().reduce((product, gram) => product * (shares.get(gram) ?? 0), 1),
}
