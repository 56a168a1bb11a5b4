import type { Example } from '../example.ts'
import { text } from './text.ts'

export const examples: readonly Example[] = [
  {
    field: text({ label: 'Name' }),
    valid: [
      { input: 'SIA Bērzs', text: 'SIA Bērzs' },
      { input: '  Acme \u200b', value: 'Acme', text: 'Acme' },
      { input: 'Ae\u0301', value: 'Aé', text: 'Aé' },
      { input: 'two\r\nlines', value: 'two lines', text: 'two lines' },
      { input: '上海机械', text: '上海机械' },
      { input: '=1+1; "quoted" | \\', text: '=1+1; "quoted" | \\' },
      { input: 'x'.repeat(255), text: 'x'.repeat(255) },
      { input: '😀'.repeat(255), text: '😀'.repeat(255) },
    ],
    invalid: [
      { input: 5, code: 'notText' },
      { input: {}, code: 'notText' },
      { input: ['a'], code: 'notText' },
      { input: 'x'.repeat(256), code: 'tooLong' },
      { input: 'x'.repeat(1_000_000), code: 'tooLong' },
      { input: 'a\0b', code: 'controlCharacter' },
      { input: 'a\u001bb', code: 'controlCharacter' },
      { input: 'a\u0085b', code: 'controlCharacter' },
      { input: 'a\ud800', code: 'brokenCharacter' },
    ],
  },
  {
    field: text({ label: 'Short', max: 3 }),
    valid: [{ input: 'abc', text: 'abc' }],
    invalid: [{ input: 'abcd', code: 'tooLong' }],
    unreadable: [{ text: 'abcd', code: 'tooLong' }],
  },
]
