import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  moveColumn,
  nudgeColumn,
  setHidden,
  setPinned,
  setWidth,
  shownColumns,
  sortAfterClick,
  usualLayout,
  widthOf,
} from './column-layout.ts'
import { intentOf } from './cursor.ts'
import { pastedCells } from './pasted-cells.ts'
import {
  allSelected,
  headState,
  isSelected,
  noneSelected,
  selectedCount,
  toggled,
  whereOf,
  withAll,
} from './selection.ts'

const size = { rows: 100, columns: 8, pageRows: 20 }

test('the keys of the grid', () => {
  const at = { row: 10, column: 2 }
  const cases: [Parameters<typeof intentOf>[0], ReturnType<typeof intentOf>][] = [
    [{ key: 'ArrowDown' }, { do: 'move', to: { row: 11, column: 2 } }],
    [{ key: 'ArrowLeft' }, { do: 'move', to: { row: 10, column: 1 } }],
    [{ key: 'End' }, { do: 'move', to: { row: 10, column: 7 } }],
    [{ key: 'PageDown' }, { do: 'move', to: { row: 30, column: 2 } }],
    [{ key: 'PageUp' }, { do: 'move', to: { row: 0, column: 2 } }],
    [
      { key: 'End', ctrlKey: true },
      { do: 'move', to: { row: 99, column: 7 } },
    ],
    [
      { key: 'ArrowDown', shiftKey: true },
      { do: 'extend', to: { row: 11, column: 2 } },
    ],
    [{ key: ' ' }, { do: 'preview' }],
    [{ key: ' ', shiftKey: true }, { do: 'select' }],
    [{ key: 'a', ctrlKey: true }, { do: 'selectAll' }],
    [{ key: 'Enter' }, { do: 'enter' }],
    [{ key: 'Enter', ctrlKey: true }, { do: 'openNew' }],
    [{ key: 'F2' }, { do: 'edit' }],
    [{ key: '9' }, { do: 'edit', typed: '9' }],
    [{ key: 'b', ctrlKey: true }, null],
    [{ key: 'Tab' }, null],
  ]
  for (const [key, intent] of cases) assert.deepEqual(intentOf(key, at, size), intent, JSON.stringify(key))
})

test('the cursor stays inside, and the head is above the first row', () => {
  assert.deepEqual(intentOf({ key: 'ArrowUp' }, { row: 0, column: 0 }, size), {
    do: 'move',
    to: { row: -1, column: 0 },
  })
  assert.deepEqual(intentOf({ key: 'ArrowUp' }, { row: -1, column: 0 }, size), {
    do: 'move',
    to: { row: -1, column: 0 },
  })
  assert.deepEqual(intentOf({ key: 'ArrowRight' }, { row: 5, column: 7 }, size), {
    do: 'move',
    to: { row: 5, column: 7 },
  })
})

test('some are chosen by name; all that match can lose a few', () => {
  let chosen = withAll(noneSelected, ['a', 'b'], true)
  assert.equal(selectedCount(chosen, 2316), 2)
  assert.equal(headState(chosen, 2316), 'some')
  chosen = toggled(chosen, 'a')
  assert.deepEqual([isSelected(chosen, 'a'), isSelected(chosen, 'b')], [false, true])
  const most = toggled(allSelected, 'x')
  assert.equal(selectedCount(most, 2316), 2315)
  assert.deepEqual(whereOf(most, { city: 'Rīga' }), { all: [{ city: 'Rīga' }, { id: { notIn: ['x'] } }] })
  assert.deepEqual(whereOf(chosen, { city: 'Rīga' }), { id: { in: ['b'] } })
  assert.equal(headState(allSelected, 5), true)
  assert.equal(headState(noneSelected, 0), false)
})

const columns = [
  { id: 'name', width: 280 },
  { id: 'number', width: 84 },
  { id: 'city', width: 108 },
  { id: 'notes', width: 200, extra: true },
]

test('columns are hidden, moved, pinned and widened; the name stays first', () => {
  const usual = usualLayout(columns)
  const ids = (layout: typeof usual) => shownColumns(columns, layout).map(({ id }) => id)
  assert.deepEqual(ids(usual), ['name', 'number', 'city'])
  assert.deepEqual(ids(moveColumn(usual, 'city', 'number')), ['name', 'city', 'number'])
  assert.deepEqual(ids(setHidden(usual, 'notes', false)), ['name', 'number', 'city', 'notes'])
  assert.deepEqual(ids(setHidden(usual, 'name', true)), ['name', 'number', 'city'])
  assert.deepEqual(ids(setPinned(usual, 'city', true)), ['name', 'city', 'number'])
  assert.deepEqual(ids(nudgeColumn(usual, shownColumns(columns, usual), 'city', -1)), [
    'name',
    'city',
    'number',
  ])
  assert.deepEqual(ids(nudgeColumn(usual, shownColumns(columns, usual), 'number', 1)), [
    'name',
    'city',
    'number',
  ])
  assert.deepEqual(ids(nudgeColumn(usual, shownColumns(columns, usual), 'number', -1)), [
    'name',
    'number',
    'city',
  ])
  assert.equal(widthOf(columns[2] as (typeof columns)[0], setWidth(usual, 'city', 10)), 48)
})

test('a column that came after the layout was kept is shown last', () => {
  const kept = { order: ['name', 'city'], hidden: [], pinned: ['name'], widths: {} }
  assert.deepEqual(
    shownColumns(columns, kept).map(({ id }) => id),
    ['name', 'city', 'number'],
  )
})

test('a head sorts up, then down, then not; Shift joins keys', () => {
  assert.deepEqual(sortAfterClick([], 'city', false), ['city'])
  assert.deepEqual(sortAfterClick(['city'], 'city', false), ['-city'])
  assert.deepEqual(sortAfterClick(['-city'], 'city', false), [])
  assert.deepEqual(sortAfterClick(['city'], 'name', true), ['city', 'name'])
  assert.deepEqual(sortAfterClick(['city', 'name'], 'city', true), ['-city', 'name'])
})

test('a block from a spreadsheet is cut into its cells', () => {
  assert.deepEqual(pastedCells('Rīga\t45\r\nCēsis\t30\r\n'), [
    ['Rīga', '45'],
    ['Cēsis', '30'],
  ])
  assert.deepEqual(pastedCells('"two\nlines"\t"say ""yes"""'), [['two\nlines', 'say "yes"']])
  assert.deepEqual(pastedCells('one\t\t'), [['one', '', '']])
  assert.deepEqual(pastedCells(''), [])
})
