import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedObject } from '../../api/model.ts'
import { compared, filtered, isSame, justAfter, noFilter } from './history-data.ts'

const entry = (id: string, who: string, source: string, ...fields: string[]) => ({
  id,
  change: id,
  at: '2026-03-26T12:00:00.000Z',
  by: { id: who, title: who },
  source,
  action: 'update',
  title: null,
  reason: null,
  changes: fields.map((field) => ({ field, label: field, before: null, after: 1 })),
})

test('a history is narrowed to a field, a person and a source', () => {
  const items = [entry('1', 'ilze', 'web', 'city', 'phone'), entry('2', 'nino', 'import', 'city')]
  const byField = filtered(items, { ...noFilter, field: 'phone' })
  assert.deepEqual(
    byField.map((item) => item.changes.map(({ field }) => field)),
    [['phone']],
  )
  assert.deepEqual(
    filtered(items, { ...noFilter, source: 'import' }).map(({ id }) => id),
    ['2'],
  )
  assert.equal(filtered(items, { field: 'phone', who: 'nino', source: null }).length, 0)
  assert.equal(filtered(items, noFilter).length, 2)
})

test('a value is the same in whatever form it comes: reference, amount, lines, or nothing', () => {
  const pairs: [unknown, unknown, boolean][] = [
    [null, '', true],
    [[], undefined, true],
    ['40000.00', '40000', true],
    ['40000.50', '40000.5', true],
    ['0071', '71', false],
    [{ id: 'a', title: 'Old' }, { id: 'a', title: 'New' }, true],
    [
      [{ id: '1', city: 'Rīga', main: true }],
      [{ id: '1', main: true, city: 'Rīga', region: null, createdAt: 'x' }],
      true,
    ],
    [[{ id: '1', city: 'Rīga' }], [{ id: '1', city: 'Ogre' }], false],
  ]
  for (const [one, other, same] of pairs)
    assert.equal(isSame(one, other), same, `${JSON.stringify(one)} ${JSON.stringify(other)}`)
})

test('what was otherwise stands first, and what was always empty is left out', () => {
  const object = {
    card: [{ fields: ['name', 'city'] }],
    fields: ['city', 'name', 'notes'].map((name) => ({ name, system: false, value: { kind: 'text' } })),
  } as unknown as DescribedObject
  const rows = compared(object, { id: '1', name: 'A', city: 'Rīga' }, { id: '1', name: 'A', city: 'Ogre' })
  assert.deepEqual(
    rows.map(({ field, differs }) => [field.name, differs]),
    [
      ['city', true],
      ['name', false],
    ],
  )
})

test('the record after a change is that of the next millisecond', () => {
  assert.equal(justAfter('2026-03-26T12:00:00.999Z'), '2026-03-26T12:00:01.000Z')
})
