import type { Example } from '../example.ts'
import { money } from './money.ts'

export const examples: readonly Example[] = [
  {
    field: money({ label: 'Credit limit', min: 0 }),
    valid: [
      { input: '1200.00', text: '1200.00' },
      { input: '1200', value: '1200.00', text: '1200.00' },
      { input: 1200.5, value: '1200.50', text: '1200.50' },
      { input: '0.0125', text: '0.0125' },
      { input: '1.50000', value: '1.50', text: '1.50' },
      { input: 0, value: '0.00', text: '0.00' },
    ],
    invalid: [
      { input: '-0.01', code: 'tooSmall' },
      { input: '1200 EUR', code: 'notDecimal' },
      { input: '1,200.00', code: 'notDecimal' },
      { input: { amount: '1' }, code: 'notDecimal' },
      { input: '9'.repeat(39), code: 'tooManyDigits' },
    ],
    read: [
      { text: '1 200,00', style: 'lv', value: '1200.00' },
      { text: '1.200.300,5', style: 'lv', value: '1200300.50' },
      { text: '1\u202f200,50', style: 'ru', value: '1200.50' },
    ],
    unreadable: [
      { text: '€ 5', code: 'notMoney' },
      { text: '5 USD', code: 'notMoney' },
    ],
  },
  {
    field: money({ label: 'Price', currency: 'currency', decimals: 4, max: '1000' }),
    valid: [{ input: '2.5', value: '2.5000', text: '2.5000' }],
    invalid: [{ input: '1000.0001', code: 'tooLarge' }],
  },
]
