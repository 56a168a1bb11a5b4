import type { Example } from '../example.ts'
import { integer } from './integer.ts'

export const examples: readonly Example[] = [
  {
    field: integer({ label: 'Count' }),
    valid: [
      { input: 0, text: '0' },
      { input: -0, value: 0, text: '0' },
      { input: 30, text: '30' },
      { input: -7, text: '-7' },
      { input: '30', value: 30, text: '30' },
      { input: '30.00', value: 30, text: '30' },
      { input: 9_007_199_254_740_991, text: '9007199254740991' },
    ],
    invalid: [
      { input: 1.5, code: 'notInteger' },
      { input: '1.5', code: 'notInteger' },
      { input: 'thirty', code: 'notInteger' },
      { input: true, code: 'notInteger' },
      { input: [1], code: 'notInteger' },
      { input: 9_007_199_254_740_992, code: 'notInteger' },
      { input: '1e3', code: 'notInteger' },
    ],
    read: [
      { text: '1 200', value: 1200 },
      { text: '1,200', value: 1200 },
      { text: '1.200', style: 'lv', value: 1200 },
      { text: '30,0', style: 'lv', value: 30 },
      { text: '１２', style: 'zh', value: 12 },
      { text: '(5)', value: -5 },
    ],
    unreadable: [
      { text: '1,5', style: 'lv', code: 'notInteger' },
      { text: '1.5', style: 'lv', code: 'notInteger' },
      { text: 'thirty', code: 'notInteger' },
    ],
  },
  {
    field: integer({ label: 'Payment term', min: 0, max: 180, default: 30 }),
    valid: [{ input: 180, text: '180' }],
    invalid: [
      { input: -1, code: 'tooSmall' },
      { input: 181, code: 'tooLarge' },
    ],
  },
]
