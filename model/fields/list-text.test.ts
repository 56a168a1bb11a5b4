import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { joinParts, splitParts } from './list-text.ts'

test('parts come back exactly as they were written', () => {
  const part = fc.string({ unit: fc.constantFrom('a', ' ', ';', '|', '"', ':', '\n', 'ā'), maxLength: 12 })
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }),
      fc.constantFrom<';' | '|'>(';', '|'),
      (parts, separator) => {
        assert.deepEqual(splitParts(joinParts(parts, separator), separator), parts)
      },
    ),
    { numRuns: 2000 },
  )
})

test('what people write by hand is read as they mean it', () => {
  assert.deepEqual(splitParts('gold;new ;  old'), ['gold', 'new', 'old'])
  assert.deepEqual(splitParts('a 12" pipe; b'), ['a 12" pipe', 'b'])
  assert.deepEqual(splitParts('"never closed; b'), ['"never closed', 'b'])
  assert.deepEqual(splitParts('"x" y; b'), ['"x" y', 'b'])
})
