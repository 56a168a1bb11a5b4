import type { Example } from '../example.ts'
import { yesNo } from './yes-no.ts'

export const examples: readonly Example[] = [
  {
    field: yesNo({ label: 'Blocked' }),
    valid: [
      { input: true, text: 'Yes' },
      { input: false, text: 'No' },
      { input: 'true', value: true, text: 'Yes' },
    ],
    invalid: [
      { input: 1, code: 'notYesNo' },
      { input: 'yes', code: 'notYesNo' },
      { input: [], code: 'notYesNo' },
    ],
    read: [
      { text: 'TRUE', value: true },
      { text: ' jā ', style: 'lv', value: true },
      { text: 'Nē', style: 'en', value: false },
      { text: 'დიახ', style: 'ka', value: true },
      { text: '否', style: 'zh', value: false },
      { text: 'Да', style: 'ru', value: true },
      { text: '0', value: false },
      { text: 'x', value: true },
    ],
    unreadable: [{ text: 'perhaps', code: 'notYesNoText' }],
  },
]
