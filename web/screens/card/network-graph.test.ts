import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Neighbour } from './neighbours.ts'
import { beginGraph, layOut, open, toOpen, type CrossLink, type NetworkView } from './network-graph.ts'

const nearest: NetworkView = { steps: 1, opened: new Set(), wanted: {} }
const own = { id: 'own', name: 'The own', path: 'customers' }

function neighbour(id: string): Neighbour {
  const plain = { relation: 'Contact', note: null, until: null, ended: false }
  return { ...plain, key: id, id, name: id, path: 'contacts' }
}

const known = (...ids: string[]) => ({ neighbours: ids.map(neighbour), more: false })

test('neighbours are shown up to a limit, the rest counted, and more are shown where they are wanted', () => {
  const many = Array.from({ length: 50 }, (_, at) => `n${at}`)
  const nodes = beginGraph(own)
  open(nodes, [], 'own', known(...many), nearest)
  assert.deepEqual([nodes.get('own')?.next.length, nodes.get('own')?.hidden], [20, 30])
  const further = beginGraph(own)
  open(further, [], 'own', known(...many), { ...nearest, wanted: { own: 20 } })
  assert.deepEqual([further.get('own')?.next.length, further.get('own')?.hidden], [40, 10])
})

test('a step further asks of all that are shown, and opening one asks of that one, up to three steps', () => {
  const nodes = beginGraph(own)
  const cross: CrossLink[] = []
  open(nodes, cross, 'own', known('a', 'b'), nearest)
  assert.deepEqual(toOpen(nodes, 1, nearest), [])
  assert.deepEqual(toOpen(nodes, 1, { ...nearest, opened: new Set(['b']) }), ['b'])
  assert.deepEqual(toOpen(nodes, 1, { ...nearest, steps: 2 }), ['a', 'b'])
  open(nodes, cross, 'a', known('own', 'b', 'c'), nearest)
  open(nodes, cross, 'b', known('own', 'a'), nearest)
  assert.deepEqual([nodes.get('c')?.step, nodes.get('c')?.by], [2, 'a'])
  assert.deepEqual(cross, [['a', 'b']], 'who stands already is tied once')
  open(nodes, cross, 'c', known('d'), nearest)
  assert.deepEqual(toOpen(nodes, 3, { ...nearest, steps: 9 }), [], 'three steps are the end')
})

test('the picture grows both ways, and nothing lies on top of each other', () => {
  const nodes = beginGraph(own)
  open(nodes, [], 'own', known('a', 'b', 'c', 'd'), nearest)
  open(nodes, [], 'a', known('e', 'f', 'g'), nearest)
  for (const both of [true, false]) {
    const { placed, lines } = layOut(nodes, 'own', both)
    assert.equal(placed.length, nodes.size)
    assert.equal(new Set(placed.map(({ column, line }) => `${column} ${line}`)).size, nodes.size)
    assert.ok(placed.every(({ line }) => line >= 0 && line < lines))
    assert.equal(
      placed.some(({ column }) => column < 0),
      both,
    )
  }
})
