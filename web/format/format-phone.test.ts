import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatPhone } from './format-phone.ts'

test('a phone number is cut where people read it', () => {
  const cases = [
    ['+37129659097', '+371 2965 9097'],
    ['+995599314207', '+995 599 314 207'],
    ['+8613800138000', '+86 138 0013 8000'],
    ['+12025550123', '+1 202 555 0123'],
    ['+4930123456', '+49 3012 3456'],
    ['+37167204', '+371 672 04'],
    ['67 200 400', '67 200 400'],
    ['+371 2965 9097', '+371 2965 9097'],
  ] as const
  for (const [stored, read] of cases) assert.equal(formatPhone(stored).replaceAll('\u00a0', ' '), read)
})
