import type { Example } from '../example.ts'
import { percent } from './percent.ts'

export const examples: readonly Example[] = [
  {
    field: percent({ label: 'Discount', min: 0, max: 1 }),
    valid: [
      { input: '0.21', text: '21 %' },
      { input: '0.210', value: '0.21', text: '21 %' },
      { input: '21%', value: '0.21', text: '21 %' },
      { input: '2.5 %', value: '0.025', text: '2.5 %' },
      { input: 0.5, value: '0.5', text: '50 %' },
      { input: '1', text: '100 %' },
      { input: '1.00', value: '1', text: '100 %' },
      { input: 0, value: '0', text: '0 %' },
    ],
    invalid: [
      { input: '21', code: 'tooLarge' },
      { input: '-1%', code: 'tooSmall' },
      { input: 'half', code: 'notPercent' },
      { input: '%', code: 'notPercent' },
      { input: false, code: 'notPercent' },
    ],
    read: [
      { text: '21', value: '0.21' },
      { text: '21%', value: '0.21' },
      { text: '2,5 %', style: 'lv', value: '0.025' },
      { text: '５０％', style: 'zh', value: '0.5' },
    ],
    unreadable: [{ text: 'half', code: 'notNumberText' }],
  },
]
