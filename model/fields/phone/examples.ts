import type { Example } from '../example.ts'
import { phone } from './phone.ts'

export const examples: readonly Example[] = [
  {
    field: phone({ label: 'Phone', country: 'country' }),
    valid: [
      { input: '+37167000000', text: '+37167000000' },
      {
        input: ' tel:+371  67 000 000 ext. 5',
        value: '+371 67 000 000 ext. 5',
        text: '+371 67 000 000 ext. 5',
      },
      { input: 67000000, value: '67000000', text: '67000000' },
    ],
    invalid: [
      { input: '12', code: 'notPhone' },
      { input: 'ask Anna', code: 'notPhone' },
      { input: '1'.repeat(31), code: 'notPhone' },
      { input: '1'.repeat(61), code: 'tooLong' },
      { input: true, code: 'notText' },
    ],
    unreadable: [{ text: 'none', code: 'notPhone' }],
  },
]
