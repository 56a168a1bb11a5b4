import type { Example } from '../example.ts'
import { taxNumber } from './tax-number.ts'

export const examples: readonly Example[] = [
  {
    field: taxNumber({ label: 'Tax number', country: 'country' }),
    valid: [
      { input: 'LV40003032949', text: 'LV40003032949' },
      { input: ' lv 4000  3032949', value: 'LV 4000 3032949', text: 'LV 4000 3032949' },
      { input: 40003032949, value: '40003032949', text: '40003032949' },
      { input: '０１２', value: '012', text: '012' },
    ],
    invalid: [
      { input: '---', code: 'notIdentifier' },
      { input: 1.5, code: 'notText' },
      { input: 'x'.repeat(41), code: 'tooLong' },
    ],
    unreadable: [{ text: '?', code: 'notIdentifier' }],
  },
]
