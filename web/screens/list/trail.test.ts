import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApiRecord } from '../../api/model.ts'
import type { GridItem, RowWindow } from '../../ui/grid/row-window.ts'
import { indexOf, nextLine, ordinal } from './trail.ts'

const lines = (...names: string[]): RowWindow<ApiRecord> => {
  const items = names.map((name): GridItem<ApiRecord> =>
    name.startsWith('#')
      ? { kind: 'group', key: name, open: true, group: { key: name, count: 0, value: name } }
      : { kind: 'row', key: name, row: name === '?' ? undefined : { id: name } },
  )
  return { count: items.length, item: (index: number) => items[index] } as unknown as RowWindow<ApiRecord>
}

test('the next record of a list in groups is found past the head of the next group', () => {
  const rows = lines('#LV', 'a', 'b', '#GE', 'c')
  assert.equal(nextLine(rows, 1, 1), 2)
  assert.equal(nextLine(rows, 2, 1), 4)
  assert.equal(nextLine(rows, 4, -1), 2)
  assert.equal(nextLine(rows, 1, -1), null)
  assert.equal(nextLine(rows, 4, 1), null)
  assert.equal(ordinal(rows, 4), 3)
})

test('a record is looked for where it was, then in all that was read', () => {
  const rows = lines('a', '?', 'b', 'c')
  assert.equal(indexOf(rows, 'b', 2), 2)
  assert.equal(indexOf(rows, 'c', 0), 3)
  assert.equal(indexOf(rows, 'gone', 0), -1)
})
