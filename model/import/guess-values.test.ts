import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choice } from '../fields/index.ts'
import { guessValues } from './guess-values.ts'

const status = choice(
  [
    { value: 'active', label: 'Active', labels: { lv: 'Aktīvs', zh: '有效', ru: 'Активен' } },
    { value: 'inactive', label: 'Inactive', labels: { lv: 'Neaktīvs', zh: '已停用', ru: 'Неактивен' } },
    { value: 'frozen', label: 'Frozen', labels: { lv: 'Iesaldēts' } },
  ],
  { label: 'Status' },
)

test('texts of a column are matched to choices in any language and form', () => {
  const known = {
    ACTIVE: 'active',
    aktīvs: 'active',
    Aktīva: 'active',
    Активный: 'active',
    有效: 'active',
    'in-active': 'inactive',
    Неактивный: 'inactive',
    iesaldēta: 'frozen',
    A: 'active',
    Gold: null,
  }
  assert.deepEqual(
    guessValues(Object.keys(known), status),
    Object.entries(known).map(([text, value]) => ({ text, value })),
  )
})
