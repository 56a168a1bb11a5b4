import type { Example } from '../example.ts'
import { postalAddress } from './postal-address.ts'

const none = { street: null, city: null, region: null, postalCode: null, country: null }

export const examples: readonly Example[] = [
  {
    field: postalAddress({ label: 'Address' }),
    valid: [
      {
        input: { street: 'Brīvības iela 1', city: 'Rīga', postalCode: 'LV-1010', country: 'lv' },
        value: { ...none, street: 'Brīvības iela 1', city: 'Rīga', postalCode: 'LV-1010', country: 'LV' },
        text: 'Brīvības iela 1; Rīga; ; LV-1010; LV',
      },
      {
        input: { street: 'a; b\nc', city: ' ' },
        value: { ...none, street: 'a; b, c' },
        text: '"a; b, c"; ; ; ; ',
      },
    ],
    invalid: [
      { input: 'Brīvības iela 1, Rīga', code: 'notAddress' },
      { input: { town: 'Rīga' }, code: 'notAddress' },
      { input: [], code: 'notAddress' },
      { input: { country: 'Narnia' }, code: 'notCountry' },
      { input: { city: 5 }, code: 'notText' },
      { input: { postalCode: 'x'.repeat(21) }, code: 'tooLong' },
    ],
    read: [{ text: 'Brīvības iela 1, Rīga', value: { ...none, street: 'Brīvības iela 1, Rīga' } }],
    unreadable: [{ text: 'a; b; c; d; Narnia', code: 'notCountry' }],
  },
]
