import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyOfLabel } from './key-of-label.ts'

test('a choice has its key from the Latin letters of its words', () => {
  const cases = [
    ['Compact excavator', 'compactExcavator'],
    ['Ķieģeļi', 'kiegeli'],
    ['SMALL', 'small'],
    ['2 t', ''],
    ['ჩატვირთვა', ''],
    ['', ''],
  ] as const
  for (const [label, key] of cases) assert.equal(keyOfLabel(label), key, label)
})
