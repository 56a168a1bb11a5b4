import type { Example } from '../example.ts'
import { sequenceNumber } from './sequence-number.ts'

export const examples: readonly Example[] = [
  {
    field: sequenceNumber({ label: 'No.', pattern: 'C-{00000}' }),
    valid: [
      { input: 'C-00017', text: 'C-00017' },
      { input: ' old 9/2 ', value: 'old 9/2', text: 'old 9/2' },
      { input: 17, value: '17', text: '17' },
    ],
    invalid: [
      { input: 1.5, code: 'notText' },
      { input: [], code: 'notText' },
      { input: 'x'.repeat(61), code: 'tooLong' },
    ],
    unreadable: [{ text: 'x'.repeat(61), code: 'tooLong' }],
  },
]
