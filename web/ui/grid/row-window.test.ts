import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GroupedRows } from './row-window.ts'

const groups = [
  { key: 'gold', count: 3, value: 'Gold' },
  { key: 'silver', count: 2, value: 'Silver' },
  { key: 'none', count: 0, value: null },
]

test('groups stand with their rows beneath, and fold', async () => {
  const asked: string[] = []
  const rows = new GroupedRows(groups, (group) => ({
    idOf: (row: string) => row,
    load: async () => {
      asked.push(group.key)
      return { rows: Array.from({ length: group.count }, (_, at) => `${group.key} ${at}`), next: null }
    },
  }))
  assert.equal(rows.count, 8)
  assert.equal(rows.total, 5)
  assert.equal(rows.item(0)?.kind, 'group')
  assert.deepEqual(rows.item(4), { kind: 'group', group: groups[1], open: true, key: 'silver' })
  rows.want(0, 3)
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(asked, ['gold'])
  const third = rows.item(3)
  assert.equal(third?.kind === 'row' && third.row, 'gold 2')
  rows.toggle('gold')
  assert.equal(rows.count, 5)
  assert.equal(rows.item(1)?.key, 'silver')
  assert.equal(rows.item(5), undefined)
})
