import type { Example } from '../example.ts'
import { decimal } from './decimal.ts'

export const examples: readonly Example[] = [
  {
    field: decimal({ label: 'Quantity' }),
    valid: [
      { input: '0', text: '0' },
      { input: '12.50', text: '12.50' },
      { input: ' +0012.5 ', value: '12.5', text: '12.5' },
      { input: '.5', value: '0.5', text: '0.5' },
      { input: '-0.00', value: '0.00', text: '0.00' },
      { input: 0.1, value: '0.1', text: '0.1' },
      { input: 1e-7, value: '0.0000001', text: '0.0000001' },
      { input: 1e20, value: '100000000000000000000', text: '100000000000000000000' },
      { input: '123456789012345678901234567890.12345678', text: '123456789012345678901234567890.12345678' },
    ],
    invalid: [
      { input: '1,5', code: 'notDecimal' },
      { input: '1e3', code: 'notDecimal' },
      { input: '', code: 'notDecimal' },
      { input: '.', code: 'notDecimal' },
      { input: 'NaN', code: 'notDecimal' },
      { input: Number.NaN, code: 'notDecimal' },
      { input: Number.POSITIVE_INFINITY, code: 'notDecimal' },
      { input: 0.1 + 0.2, code: 'impreciseNumber' },
      { input: true, code: 'notDecimal' },
      { input: '9'.repeat(39), code: 'tooManyDigits' },
      { input: 1e300, code: 'tooManyDigits' },
      { input: `0.${'1'.repeat(21)}`, code: 'tooManyDigits' },
    ],
    read: [
      { text: '1 200,5', style: 'lv', value: '1200.5' },
      { text: '1.200,5', style: 'ru', value: '1200.5' },
      { text: "1'200.5", value: '1200.5' },
      { text: '1,234,567.89', value: '1234567.89' },
      { text: '\u2212 3,5', style: 'lv', value: '-3.5' },
      { text: '3,5-', style: 'lv', value: '-3.5' },
      { text: '１．５', style: 'zh', value: '1.5' },
    ],
    unreadable: [
      { text: '1.5', style: 'lv', code: 'notNumberText' },
      { text: '12,34', style: 'en', code: 'notNumberText' },
      { text: '1.2.3', code: 'notNumberText' },
      { text: '1e3', code: 'notNumberText' },
      { text: 'n/a', code: 'notNumberText' },
    ],
  },
  {
    field: decimal({ label: 'Weight', decimals: 3, min: '0.001' }),
    valid: [
      { input: '1.5', value: '1.500', text: '1.500' },
      { input: '1.50000', value: '1.500', text: '1.500' },
    ],
    invalid: [
      { input: '1.2345', code: 'tooManyDecimals' },
      { input: '0', code: 'tooSmall' },
    ],
  },
]
