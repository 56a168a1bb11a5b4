import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DescribedField } from '../../api/model.ts'
import { isEditable } from './cell-edit.ts'

test('what may be said of new records alone is not offered to be changed', () => {
  const field = { name: 'companies', change: true, derived: false, readOnly: false, system: false }
  assert.equal(isEditable(field as unknown as DescribedField), true)
  assert.equal(isEditable({ ...field, onlyNew: true } as unknown as DescribedField), false)
})
