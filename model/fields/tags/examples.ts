import type { Example } from '../example.ts'
import { tags } from './tags.ts'

export const examples: readonly Example[] = [
  {
    field: tags({ label: 'Tags' }),
    valid: [
      { input: ['gold', 'new'], text: 'gold; new' },
      { input: [' Gold ', 'gold', 'ВИП', ''], value: ['Gold', 'ВИП'], text: 'Gold; ВИП' },
      { input: ['a;b', '"c"', 'd"e'], text: '"a;b"; """c"""; d"e' },
    ],
    invalid: [
      { input: 'gold', code: 'notList' },
      { input: [1], code: 'notText' },
      { input: ['x'.repeat(61)], code: 'tooLong' },
      { input: ['a\0'], code: 'controlCharacter' },
      { input: Array.from({ length: 201 }, (_, at) => `t${at}`), code: 'tooMany' },
    ],
    read: [{ text: 'gold;new ;; "a;b"', value: ['gold', 'new', 'a;b'] }],
  },
]
