import type { Example } from '../example.ts'
import { webAddress } from './web-address.ts'

export const examples: readonly Example[] = [
  {
    field: webAddress({ label: 'Web' }),
    valid: [
      { input: 'https://example.com/a?b#c', text: 'https://example.com/a?b#c' },
      { input: 'www.Example.com', value: 'https://www.example.com', text: 'https://www.example.com' },
      {
        input: 'example.com:8080/x',
        value: 'https://example.com:8080/x',
        text: 'https://example.com:8080/x',
      },
      { input: 'HTTP://EXAMPLE.com/Path', value: 'http://example.com/Path', text: 'http://example.com/Path' },
      { input: 'https://bērzs.lv', text: 'https://bērzs.lv' },
    ],
    invalid: [
      { input: 'javascript:alert(1)', code: 'notWebAddress' },
      { input: 'data:text/html,x', code: 'notWebAddress' },
      { input: 'ftp://example.com', code: 'notWebAddress' },
      { input: 'https://bank.example@evil.example', code: 'notWebAddress' },
      { input: 'nothing', code: 'notWebAddress' },
      { input: 'two words.com', code: 'notWebAddress' },
      { input: '<script>', code: 'notWebAddress' },
      { input: 1, code: 'notText' },
    ],
    unreadable: [{ text: 'none', code: 'notWebAddress' }],
  },
]
