import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HEIGHT_MOST, reveal, rowsInView, scrollMap, scrolled, settle } from './scroll-map.ts'

const short = { rows: 2316, rowHeight: 36, view: 720 }
const long = { rows: 1_000_000, rowHeight: 36, view: 720 }

test('a list of a few thousand rows scrolls as the page does', () => {
  const map = scrolled(scrollMap(short), short, 5000)
  assert.deepEqual([map.height, map.top, map.shift], [2316 * 36, 5000, 0])
  assert.deepEqual(rowsInView(map, short, 0), { first: 138, last: 159 })
  assert.equal(settle(map, short), null)
})

test('a million rows fit into what a browser can scroll, and a dragged thumb reaches both ends', () => {
  let map = scrollMap(long)
  assert.equal(map.height, HEIGHT_MOST)
  map = scrolled(map, long, HEIGHT_MOST - 720)
  assert.equal(map.top, 36_000_000 - 720)
  assert.equal(rowsInView(map, long).last, 999_999)
  map = scrolled(map, long, 0)
  assert.equal(map.top, 0)
})

test('the wheel moves a million rows pixel by pixel, and rows stay where they were drawn', () => {
  let map = scrolled(scrollMap(long), long, 6_000_000)
  const { top, shift } = map
  map = scrolled(map, long, 6_000_100)
  assert.equal(map.top, top + 100)
  assert.equal(map.shift, shift)
  const back = settle(map, long)
  assert.ok(back !== null && Math.abs(back - 6_000_033) <= 1)
})

test('the cursor’s row is brought into view below the head, and no further', () => {
  const map = scrollMap(short)
  assert.equal(reveal(map, short, 10, 32), null)
  const down = reveal(map, short, 40, 32)
  assert.equal(down?.map.top, 41 * 36 - (720 - 32))
  const far = reveal(scrollMap(long), long, 999_999, 32)
  assert.equal(far?.map.top, 36_000_000 + 32 - 720)
  assert.equal(far && far.map.top + far.map.shift, far?.scrollTop)
})
