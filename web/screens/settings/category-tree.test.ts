import assert from 'node:assert/strict'
import { test } from 'node:test'
import { categoryTree, isBelow } from './category-tree.ts'

const builders = [
  { id: 'c', name: 'Contractor', parent: null },
  { id: 'e', name: 'Earthworks', parent: { id: 'c' } },
  { id: 'h', name: 'House builder', parent: { id: 'c' } },
  { id: 'f', name: 'Farm', parent: null },
]

test('categories read as a tree, and each knows where it can be moved', () => {
  const tree = categoryTree(builders)
  assert.deepEqual(
    tree.map(({ name, depth, above }) => [name, depth, above]),
    [
      ['Contractor', 0, null],
      ['Earthworks', 1, null],
      ['House builder', 1, 'e'],
      ['Farm', 0, 'c'],
    ],
  )
  assert.equal(isBelow(tree, 'e', 'c'), true)
  assert.equal(isBelow(tree, 'c', 'e'), false)
})
