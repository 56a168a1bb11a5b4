import type { Example } from '../example.ts'
import { bankAccount } from './bank-account.ts'

export const examples: readonly Example[] = [
  {
    field: bankAccount({ label: 'Account' }),
    valid: [
      { input: 'LV80BANK0000435195001', text: 'LV80BANK0000435195001' },
      {
        input: 'iban lv80 bank 0000 4351 95001',
        value: 'LV80BANK0000435195001',
        text: 'LV80BANK0000435195001',
      },
      { input: '12-345 678', text: '12-345 678' },
    ],
    invalid: [
      { input: '-', code: 'notIdentifier' },
      { input: {}, code: 'notText' },
      { input: '1'.repeat(61), code: 'tooLong' },
    ],
    unreadable: [{ text: '?', code: 'notIdentifier' }],
  },
]
