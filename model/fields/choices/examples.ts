import type { Example } from '../example.ts'
import { choices } from './choices.ts'

export const examples: readonly Example[] = [
  {
    field: choices(['shop', { value: 'web', label: 'Web; mobile', labels: { lv: 'Tīmeklis' } }], {
      label: 'Channels',
    }),
    valid: [
      { input: ['shop'], text: 'Shop' },
      { input: ['web', 'shop', 'web'], value: ['web', 'shop'], text: '"Web; mobile"; Shop' },
    ],
    invalid: [
      { input: 'shop', code: 'notList' },
      { input: { 0: 'shop' }, code: 'notList' },
      { input: ['fax'], code: 'notChoice' },
      { input: [null], code: 'notChoice' },
      { input: Array.from({ length: 201 }, () => 'shop'), code: 'tooMany' },
    ],
    read: [
      { text: 'shop;tīmeklis', value: ['shop', 'web'] },
      { text: 'Shop; ', value: ['shop'] },
    ],
    unreadable: [{ text: 'Shop; Fax', code: 'notChoice' }],
  },
]
