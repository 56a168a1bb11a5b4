import type { Example } from '../example.ts'
import { code } from './code.ts'

export const examples: readonly Example[] = [
  {
    field: code('country', { label: 'Country' }),
    valid: [
      { input: 'LV', text: 'LV' },
      { input: ' lv', value: 'LV', text: 'LV' },
      { input: 'UK', value: 'GB', text: 'GB' },
      { input: 'EL', value: 'GR', text: 'GR' },
    ],
    invalid: [
      { input: 'ZZ', code: 'notCountry' },
      { input: 'Latvia', code: 'notCountry' },
      { input: 371, code: 'notCountry' },
      { input: 'x'.repeat(10_000), code: 'notCountry' },
    ],
    read: [
      { text: 'Latvia', style: 'zh', value: 'LV' },
      { text: 'latvija', value: 'LV' },
      { text: 'საქართველო', value: 'GE' },
      { text: '中国', value: 'CN' },
      { text: 'Россия', value: 'RU' },
    ],
    unreadable: [{ text: 'Narnia', code: 'notCountry' }],
  },
  {
    field: code('currency', { label: 'Currency' }),
    valid: [{ input: 'eur', value: 'EUR', text: 'EUR' }],
    invalid: [{ input: '€', code: 'notCurrency' }],
    read: [{ text: 'Euro', value: 'EUR' }],
  },
  {
    field: code('language', { label: 'Language' }),
    valid: [{ input: 'LV', value: 'lv', text: 'lv' }],
    invalid: [{ input: 'xx', code: 'notLanguage' }],
    read: [{ text: 'latviešu', value: 'lv' }],
  },
]
