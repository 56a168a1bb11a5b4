import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeyboardEvent } from 'react'
import { GridControl } from './grid-control.ts'
import type { EditAt, GridNow } from './grid-control.ts'
import { usualLayout } from './column-layout.ts'
import type { Cursor } from './cursor.ts'
import type { GridColumn } from './grid-column.ts'
import type { GridProps } from './grid-props.ts'
import { GroupedRows } from './row-window.ts'
import { isSelected, noneSelected, selectedCount } from './selection.ts'
import type { Selection } from './selection.ts'

interface Row {
  id: string
  city: string
}

const columns: GridColumn<Row>[] = [
  { id: 'name', title: 'Name', width: 200, sort: 'name', draw: (row) => row.id, text: (row) => row.id },
  { id: 'number', title: 'Number', width: 80, draw: (row) => row.id },
  {
    id: 'city',
    title: 'City',
    width: 100,
    draw: (row) => row.city,
    edit: (row) => (row.id === 'a 2' ? null : { kind: 'text', text: row.city, read: (value) => ({ value }) }),
  },
]

/** A grid of three rows in one group, and what it was asked to do. */
async function grid() {
  const rows = new GroupedRows<Row>([{ key: 'a', count: 3, value: 'A' }], () => ({
    idOf: (row) => row.id,
    load: async () => ({ rows: ['a 1', 'a 2', 'a 3'].map((id) => ({ id, city: 'Rīga' })), next: null }),
  }))
  rows.want(0, 3)
  await new Promise((resolve) => setImmediate(resolve))
  const said: string[] = []
  const state = {
    cursor: { row: 1, column: 0 } as Cursor | null,
    edit: null as EditAt | null,
    selection: noneSelected as Selection,
  }
  const props = (): GridProps<Row> => ({
    label: 'Rows',
    rows,
    columns,
    layout: usualLayout(columns),
    onLayout: () => undefined,
    selection: state.selection,
    onSelect: (selection) => (state.selection = selection),
    onOpen: (row, newWindow) => said.push(`open ${row.id}${newWindow ? ' anew' : ''}`),
    onSort: (field) => said.push(`sort ${field}`),
    onPreview: () => said.push('preview'),
    onSave: async () => undefined,
  })
  const now = (): GridNow<Row> => ({
    props: props(),
    shown: columns,
    cursor: state.cursor,
    edit: state.edit,
    pageRows: 10,
    moveTo: (to) => (state.cursor = to),
    setEdit: (next) => (state.edit = typeof next === 'function' ? next(state.edit) : next),
    setByKeyboard: () => undefined,
    setMenuAt: (column) => said.push(`menu ${column}`),
    focus: () => said.push('focus'),
  })
  const control = new GridControl(now())
  const press = (...keys: string[]) => {
    for (const key of keys) {
      control.now = now()
      const [name = '', ...modifiers] = key.split('+').toReversed()
      const target = {}
      control.onKeyDown({
        key: name === 'Space' ? ' ' : name,
        ctrlKey: modifiers.includes('Ctrl'),
        shiftKey: modifiers.includes('Shift'),
        altKey: modifiers.includes('Alt'),
        target,
        currentTarget: target,
        preventDefault: () => undefined,
        stopPropagation: () => undefined,
      } as unknown as KeyboardEvent)
    }
    control.now = now()
  }
  return { control, state, said, press, rows }
}

test('Enter opens the record on its name, changes a cell elsewhere, and sorts on the head', async () => {
  const { press, said, state } = await grid()
  press('Enter', 'Ctrl+Enter')
  assert.deepEqual(said, ['open a 1', 'open a 1 anew'])
  press('ArrowRight', 'ArrowRight', 'Enter')
  assert.deepEqual(state.edit, { row: 1, column: 2, typed: undefined })
  state.edit = null
  state.cursor = { row: -1, column: 0 }
  press('Enter', 'Alt+ArrowDown')
  assert.deepEqual(said.slice(2), ['sort name', 'menu 0'])
})

test('a cell that is not to be changed opens its record instead, and typing on it does nothing', async () => {
  const { press, said, state } = await grid()
  state.cursor = { row: 2, column: 2 }
  press('x')
  assert.equal(state.edit, null)
  press('Enter')
  assert.deepEqual(said, ['open a 2'])
})

test('typing begins a change with its letter; Tab leads to the next cell that can be changed', async () => {
  const { press, state, control } = await grid()
  state.cursor = { row: 1, column: 2 }
  press('9')
  assert.deepEqual(state.edit, { row: 1, column: 2, typed: '9' })
  control.now = { ...control.now, edit: state.edit }
  control.ended(1)
  assert.equal(state.edit, null)
})

test('a change left for another place does not call the focus back', async () => {
  const { control, said } = await grid()
  control.ended('elsewhere')
  assert.deepEqual(said, [])
  control.ended(0)
  assert.deepEqual(said, ['focus'])
})

test('Shift extends the selection over records, not over heads of groups; Escape clears it', async () => {
  const { press, state } = await grid()
  press('Shift+Space', 'Shift+ArrowDown', 'Shift+ArrowDown')
  assert.equal(selectedCount(state.selection, 3), 3)
  press('Escape')
  assert.equal(selectedCount(state.selection, 3), 0)
  press('Ctrl+A')
  assert.equal(isSelected(state.selection, 'anything'), true)
})

test('on the head of a group Enter folds it', async () => {
  const { press, state, rows } = await grid()
  state.cursor = { row: 0, column: 0 }
  press('Enter')
  assert.equal(rows.count, 1)
})
