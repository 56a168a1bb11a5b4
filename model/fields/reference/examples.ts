import type { Example } from '../example.ts'
import { reference } from './reference.ts'

const id = '0190a0e4-7b1c-7c3e-8f00-0123456789ab'

export const examples: readonly Example[] = [
  {
    field: reference('party', { label: 'Party' }),
    valid: [
      { input: id, text: id },
      { input: { id, title: 'SIA Bērzs' }, value: id, text: id },
      { input: id.toUpperCase(), value: id, text: id },
    ],
    invalid: [
      { input: 'SIA Bērzs', code: 'notReference' },
      { input: 17, code: 'notReference' },
      { input: {}, code: 'notReference' },
      { input: { id: 'x' }, code: 'notReference' },
      { input: { number: '' }, code: 'notReference' },
      { input: { number: { deep: 1 } }, code: 'notReference' },
      { input: { number: 'C-1', name: 'two' }, code: 'notReference' },
      { input: [id], code: 'notReference' },
    ],
    read: [
      { text: 'C-00017', value: { lookup: { field: null, value: 'C-00017' } } },
      { text: ` ${id} `, value: id },
    ],
    unreadable: [{ text: 'a\0b', code: 'notReference' }],
  },
]
