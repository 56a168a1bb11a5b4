import type { Example } from '../example.ts'
import { formula } from './formula.ts'

/** Nobody sets a formula; its values still are compared, filtered by and exported. */
export const examples: readonly Example[] = [
  {
    field: formula('money', 'SUM(lines.amount)', { label: 'Total' }),
    valid: [{ input: '10.5', value: '10.50', text: '10.50' }],
    invalid: [{ input: 'ten', code: 'notDecimal' }],
    read: [{ text: '10,5', style: 'lv', value: '10.50' }],
  },
  {
    field: formula('day', 'EDATE(due, 1)', { label: 'Then' }),
    valid: [{ input: '2026-03-31', text: '2026-03-31' }],
    invalid: [{ input: 'then', code: 'notDay' }],
  },
  {
    field: formula('yesNo', 'total > 5', { label: 'Large' }),
    valid: [{ input: true, text: 'Yes' }],
    invalid: [{ input: 'large', code: 'notYesNo' }],
  },
]
