import type { Example } from '../example.ts'
import { collection } from './collection.ts'

const id = '0190a0e4-7b1c-7c3e-8f00-0123456789ab'

export const examples: readonly Example[] = [
  {
    field: collection('partyPhone', { label: 'Phones', via: 'party', owned: true }),
    valid: [
      {
        input: [{ phone: '+371 67 000 000', purpose: 'office' }],
        text: 'phone: +371 67 000 000; purpose: office',
      },
      { input: [{ phone: '1' }, { phone: '2' }], text: 'phone: 1 | phone: 2' },
      { input: [{ note: 'a; b | c "d"' }], text: '"""note: a; b | c """"d"""""""' },
      { input: [{ note: '[not a list]', tags: ['x'] }], text: 'note: "[not a list]"; tags: ["x"]' },
    ],
    invalid: [
      { input: 'phone', code: 'notLines' },
      { input: [1], code: 'notLines' },
      { input: [[]], code: 'notLines' },
      { input: [{ id: 'x' }], code: 'notLines' },
      { input: Array.from({ length: 1001 }, () => ({})), code: 'tooMany' },
    ],
    read: [
      {
        text: 'phone:1;purpose: office|phone : 2',
        value: [{ phone: '1', purpose: 'office' }, { phone: '2' }],
      },
    ],
    unreadable: [
      { text: '+371 67 000 000', code: 'notLineText' },
      { text: `id: ${id}`, code: 'notLineText' },
      { text: 'note: [broken', code: 'notLineText' },
    ],
  },
  {
    field: collection('invoice', { label: 'Invoices', via: 'customer' }),
    valid: [],
    invalid: [
      { input: [{ id }], code: 'derived' },
      { input: 'x', code: 'derived' },
    ],
  },
]
