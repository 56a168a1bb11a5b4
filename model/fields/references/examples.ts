import type { Example } from '../example.ts'
import { references } from './references.ts'

const first = '0190a0e4-7b1c-7c3e-8f00-0123456789ab'
const second = '0190a0e4-7b1c-7c3e-8f00-0123456789ac'

export const examples: readonly Example[] = [
  {
    field: references('company', { label: 'Companies' }),
    valid: [
      { input: [first, second], text: `${first}; ${second}` },
      { input: [{ id: first }, first], value: [first], text: first },
    ],
    invalid: [
      { input: first, code: 'notList' },
      { input: ['x'], code: 'notReference' },
      { input: Array.from({ length: 201 }, () => first), code: 'tooMany' },
    ],
    read: [{ text: `Riga; ${first}`, value: [{ lookup: { field: null, value: 'Riga' } }, first] }],
    unreadable: [{ text: 'a\0b', code: 'notReference' }],
  },
]
