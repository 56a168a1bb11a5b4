import type { Example } from '../example.ts'
import { data } from './data.ts'

export const examples: readonly Example[] = [
  {
    field: data({ label: 'Layout' }),
    valid: [
      { input: { columns: ['name'], width: 3 }, text: '{"columns":["name"],"width":3}' },
      { input: [1, 'a'], text: '[1,"a"]' },
    ],
    invalid: [
      { input: 'text', code: 'notData' },
      { input: 5, code: 'notData' },
      { input: { a: 'x\0' }, code: 'notData' },
      { input: { long: 'x'.repeat(70_000) }, code: 'notData' },
    ],
    unreadable: [{ text: '{broken', code: 'notData' }],
  },
]
