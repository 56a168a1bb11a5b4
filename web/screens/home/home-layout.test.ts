import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderedParts, readLayout, shownParts, usualLayout, withMoved, withShown } from './home-layout.ts'

test('a part moves within its column, and no further than its ends', () => {
  const down = withMoved(usualLayout, 'main', 'waiting', 1)
  assert.deepEqual(orderedParts('main', down), ['day', 'waiting', 'recent'])
  assert.deepEqual(orderedParts('side', down), orderedParts('side', usualLayout))
  assert.deepEqual(withMoved(usualLayout, 'main', 'waiting', -1), usualLayout)
  const both = withMoved(down, 'side', 'figures', -1)
  assert.deepEqual(orderedParts('side', both), ['intake', 'added', 'opened', 'figures', 'ending'])
  assert.deepEqual(orderedParts('main', both), ['day', 'waiting', 'recent'])
})

test('a part that is hidden keeps its place until it is shown again', () => {
  const hidden = withShown(usualLayout, 'day', false)
  assert.deepEqual(shownParts('main', hidden), ['waiting', 'recent'])
  assert.deepEqual(shownParts('main', withShown(hidden, 'day', true)), ['waiting', 'day', 'recent'])
})

test('what was kept by another version, or is damaged, is read as far as it goes', () => {
  assert.deepEqual(shownParts('main', readLayout({ order: ['recent', 'gone', 'day'], hidden: ['later'] })), [
    'recent',
    'day',
    'waiting',
  ])
  for (const damaged of [null, 7, 'x', { order: 'day', hidden: [3, null], waiting: 'never' }])
    assert.deepEqual(readLayout(damaged), usualLayout)
})

test('who wants what waits by its kind finds it so again, and moving a part leaves it', () => {
  const byKind = readLayout({ order: [], hidden: [], waiting: 'kind' })
  assert.equal(byKind.waiting, 'kind')
  assert.equal(withMoved(withShown(byKind, 'day', false), 'main', 'recent', -1).waiting, 'kind')
})
