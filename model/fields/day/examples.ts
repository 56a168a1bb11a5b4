import type { Example } from '../example.ts'
import { day } from './day.ts'

export const examples: readonly Example[] = [
  {
    field: day({ label: 'Due' }),
    valid: [
      { input: '2026-03-31', text: '2026-03-31' },
      { input: ' 2024-02-29 ', value: '2024-02-29', text: '2024-02-29' },
      { input: '0001-01-01', text: '0001-01-01' },
      { input: '9999-12-31', text: '9999-12-31' },
    ],
    invalid: [
      { input: '2026-02-30', code: 'noSuchDay' },
      { input: '2100-02-29', code: 'noSuchDay' },
      { input: '0000-01-01', code: 'noSuchDay' },
      { input: '31.03.2026', code: 'notDay' },
      { input: '2026-3-31', code: 'notDay' },
      { input: '2026-03-31T10:00:00Z', code: 'notDay' },
      { input: 20260331, code: 'notDay' },
    ],
    read: [
      { text: '31.03.2026', style: 'lv', value: '2026-03-31' },
      { text: '31.3.2026.', style: 'lv', value: '2026-03-31' },
      { text: '3/31/2026', style: 'us', value: '2026-03-31' },
      { text: '2026/3/31', style: 'lv', value: '2026-03-31' },
      { text: '2026年3月31日', style: 'zh', value: '2026-03-31' },
      { text: '31 03 2026', style: 'ru', value: '2026-03-31' },
    ],
    unreadable: [
      { text: '31.03.26', style: 'lv', code: 'notDayText' },
      { text: '31.02.2026', style: 'lv', code: 'notDayText' },
      { text: '03/31/2026', style: 'lv', code: 'notDayText' },
      { text: '31.03.2026', style: 'en', code: 'notDayText' },
      { text: 'tomorrow', code: 'notDayText' },
    ],
  },
]
