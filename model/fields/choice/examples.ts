import type { Example } from '../example.ts'
import { choice } from './choice.ts'

export const examples: readonly Example[] = [
  {
    field: choice(
      [
        'draft',
        { value: 'inProgress', label: 'In progress', labels: { lv: 'Tiek darīts', ru: 'В работе' } },
        { value: 'over', label: 'Over', retired: true },
      ],
      { label: 'Stage', default: 'draft' },
    ),
    valid: [
      { input: 'draft', text: 'Draft' },
      { input: 'inProgress', text: 'In progress' },
      { input: 'over', text: 'Over' },
    ],
    invalid: [
      { input: 'gone', code: 'notChoice' },
      { input: 'Draft', code: 'notChoice' },
      { input: 1, code: 'notChoice' },
      { input: ['draft'], code: 'notChoice' },
      { input: { toString: null }, code: 'notChoice' },
    ],
    read: [
      { text: ' IN  PROGRESS', value: 'inProgress' },
      { text: 'tiek darīts', style: 'zh', value: 'inProgress' },
      { text: 'inprogress', value: 'inProgress' },
    ],
    unreadable: [{ text: 'gone', code: 'notChoice' }],
  },
  {
    // The word of one choice is the key of another: only keys are sure to come back as what they were.
    field: choice(
      [
        { value: 'a', label: 'b' },
        { value: 'b', label: 'B' },
      ],
      { label: 'Confusing' },
    ),
    valid: [
      { input: 'a', text: 'a' },
      { input: 'b', text: 'B' },
    ],
    invalid: [{ input: 'c', code: 'notChoice' }],
  },
]
