import type { Example } from '../example.ts'
import { longText } from './long-text.ts'

export const examples: readonly Example[] = [
  {
    field: longText({ label: 'Notes' }),
    valid: [
      { input: 'one line', text: 'one line' },
      {
        input: 'two\r\nlines\rand\n\tmore',
        value: 'two\nlines\nand\n\tmore',
        text: 'two\nlines\nand\n\tmore',
      },
      { input: 'x'.repeat(20_000), text: 'x'.repeat(20_000) },
    ],
    invalid: [
      { input: 1, code: 'notText' },
      { input: 'x'.repeat(20_001), code: 'tooLong' },
      { input: 'bell\u0007', code: 'controlCharacter' },
    ],
  },
]
