import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ColumnMapping } from './import-api.ts'
import { mappedFirst, notYet, remapped, restOf, shownStep, toWrite } from './import-steps.ts'

const mapped = (column: number, field: string | null): ColumnMapping => ({
  column,
  field,
  certainty: 'likely',
  by: 'guess',
  values: {},
  missing: 'refuse',
})

test('an import goes on where it was left, and goes back only while nothing is written', () => {
  assert.equal(shownStep(undefined, 'uploaded', false), 'file')
  assert.equal(shownStep('columns', 'uploaded', false), 'columns')
  assert.equal(shownStep('result', 'uploaded', false), 'file')
  assert.equal(shownStep('columns', 'checked', false), 'columns')
  assert.equal(shownStep('columns', 'checking', false), 'check')
  assert.equal(shownStep('columns', 'running', true), 'run')
  assert.equal(shownStep('file', 'done', true), 'result')
  assert.equal(shownStep(undefined, 'cancelled', true), 'run')
  assert.equal(shownStep(undefined, 'cancelled', false), 'columns')
})

test('columns without a field stand last, and a field has one column', () => {
  const columns = ['Nr', 'Name', 'Note'].map((header, index) => ({ index, header, samples: [] }))
  const mapping = [mapped(0, null), mapped(1, 'name'), mapped(2, 'notes')]
  assert.deepEqual(
    mappedFirst(columns, mapping).map(({ column }) => column.header),
    ['Name', 'Note', 'Nr'],
  )
  assert.deepEqual(remapped(mapping, 0, 'name'), [
    { column: 1, field: null },
    { column: 0, field: 'name' },
  ])
})

test('it says what is missing before a check', () => {
  const view = { mapping: [mapped(0, 'name')], mode: 'create' as const, key: null, required: [] }
  assert.equal(notYet(view), null)
  assert.equal(notYet({ ...view, mode: 'both' }), 'keyMissing')
  assert.equal(notYet({ ...view, mapping: [mapped(0, null)] }), 'nothingMapped')
  assert.equal(notYet({ ...view, required: ['name'] }), 'obligatoryMissing')
  assert.equal(notYet({ ...view, mode: 'both', key: 'number', required: ['name'] }), null)
})

test('the button counts what is added, changed, given a role and made one with another row', () => {
  const none = { rows: 9, refused: 1, warned: 0, repeats: 1, undecided: 1, skipped: 0, creates: [] }
  assert.equal(toWrite({ ...none, create: 4, update: 2, role: 1, join: 2 }), 9)
  assert.deepEqual(restOf(80), { unit: 'seconds', count: 80 })
  assert.deepEqual(restOf(600), { unit: 'minutes', count: 10 })
})
