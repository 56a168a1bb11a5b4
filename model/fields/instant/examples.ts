import type { Example } from '../example.ts'
import { instant } from './instant.ts'

export const examples: readonly Example[] = [
  {
    field: instant({ label: 'At' }),
    valid: [
      { input: '2026-03-31T14:05:09.123Z', text: '2026-03-31 14:05:09.123 UTC' },
      { input: '2026-03-31T14:05:00Z', value: '2026-03-31T14:05:00.000Z', text: '2026-03-31 14:05:00 UTC' },
      {
        input: '2026-03-31T01:05:00+03:00',
        value: '2026-03-30T22:05:00.000Z',
        text: '2026-03-30 22:05:00 UTC',
      },
      {
        input: '2026-12-31t23:59:60.5-00:30',
        value: '2027-01-01T00:29:59.500Z',
        text: '2027-01-01 00:29:59.500 UTC',
      },
      {
        input: '2026-03-31T14:05:09.123456789Z',
        value: '2026-03-31T14:05:09.123Z',
        text: '2026-03-31 14:05:09.123 UTC',
      },
      { input: '0001-01-01T00:00:00Z', value: '0001-01-01T00:00:00.000Z', text: '0001-01-01 00:00:00 UTC' },
    ],
    invalid: [
      { input: '2026-03-31', code: 'notInstant' },
      { input: '2026-03-31T14:05:00', code: 'notInstant' },
      { input: '2026-02-30T00:00:00Z', code: 'notInstant' },
      { input: '2026-03-31T24:00:00Z', code: 'notInstant' },
      { input: '2026-03-31T14:05:00+25:00', code: 'notInstant' },
      { input: '0001-01-01T00:00:00+01:00', code: 'notInstant' },
      { input: 1_774_965_900_000, code: 'notInstant' },
    ],
    read: [
      { text: '31.03.2026 14:05', style: 'lv', value: '2026-03-31T14:05:00.000Z' },
      { text: '3/31/2026, 9:05:07', style: 'us', value: '2026-03-31T09:05:07.000Z' },
      { text: '2026-03-31', value: '2026-03-31T00:00:00.000Z' },
      { text: '2026-03-31T14:05:00+03:00', style: 'ru', value: '2026-03-31T11:05:00.000Z' },
    ],
    unreadable: [
      { text: '31.03.2026 25:05', style: 'lv', code: 'notInstantText' },
      { text: 'noon', code: 'notInstantText' },
    ],
  },
]
