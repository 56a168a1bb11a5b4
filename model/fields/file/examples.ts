import type { Example } from '../example.ts'
import { file } from './file.ts'

const id = '0190a0e4-7b1c-7c3e-8f00-0123456789ab'

export const examples: readonly Example[] = [
  {
    field: file({ label: 'Attachment' }),
    valid: [
      { input: id, text: id },
      { input: { id, name: 'a.png', size: 3, type: 'image/png' }, value: id, text: id },
    ],
    invalid: [
      { input: 'a.png', code: 'notFile' },
      { input: {}, code: 'notFile' },
      { input: [id], code: 'notFile' },
      { input: 5, code: 'notFile' },
    ],
    unreadable: [{ text: 'a.png', code: 'notFile' }],
  },
]
