import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeBeside } from './place-beside.ts'
import type { Placement } from './place-beside.ts'

const room = { width: 1000, height: 800 }
const at = (left: number, top: number) => ({ left, top, width: 100, height: 30 })
const wanted = (placement: Placement) => ({ placement, gap: 4, padding: 8 })
const panel = { width: 300, height: 200 }

const cases: [string, ReturnType<typeof at>, Placement, typeof panel, { left: number; top: number }][] = [
  ['under it, along its start', at(50, 100), 'bottom-start', panel, { left: 50, top: 134 }],
  ['under it, along its end', at(500, 100), 'bottom-end', panel, { left: 300, top: 134 }],
  ['over it, in its middle', at(500, 400), 'top', panel, { left: 400, top: 196 }],
  ['over it, where there is no room under it', at(50, 700), 'bottom-start', panel, { left: 50, top: 496 }],
  ['under it, where there is none over it', at(50, 20), 'top-start', panel, { left: 50, top: 54 }],
  ['within the window at its right edge', at(890, 100), 'bottom-start', panel, { left: 692, top: 134 }],
  ['within the window at its left edge', at(0, 100), 'bottom-end', panel, { left: 8, top: 134 }],
  ['beside it', at(50, 100), 'right-start', panel, { left: 154, top: 100 }],
  ['on its other side, where the first is full', at(800, 100), 'right-start', panel, { left: 496, top: 100 }],
]

for (const [words, anchor, placement, size, { left, top }] of cases) {
  test(`a panel stands ${words}`, () => {
    const placed = placeBeside(anchor, size, room, wanted(placement))
    assert.deepEqual({ left: placed.left, top: placed.top }, { left, top })
  })
}

test('a panel that is higher than its room scrolls in the larger of the two', () => {
  const high = { width: 300, height: 2000 }
  const low = placeBeside(at(50, 500), high, room, wanted('bottom-start'))
  assert.deepEqual(low, { left: 50, top: 8, maxHeight: 488 })
  const tiny = placeBeside(at(50, 60), high, { width: 300, height: 150 }, wanted('bottom-start'))
  assert.deepEqual(tiny, { left: 8, top: 8, maxHeight: 160 })
})
