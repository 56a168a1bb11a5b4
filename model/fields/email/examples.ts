import type { Example } from '../example.ts'
import { email } from './email.ts'

export const examples: readonly Example[] = [
  {
    field: email({ label: 'E-mail' }),
    valid: [
      { input: 'anna@example.com', text: 'anna@example.com' },
      { input: ' Anna.Ozola@Example.COM ', value: 'Anna.Ozola@example.com', text: 'Anna.Ozola@example.com' },
      { input: 'mailto:a+b@münchen.de', value: 'a+b@münchen.de', text: 'a+b@münchen.de' },
    ],
    invalid: [
      { input: 'anna', code: 'notEmail' },
      { input: '@example.com', code: 'notEmail' },
      { input: 'a@', code: 'notEmail' },
      { input: 'a@b, c@d', code: 'notEmail' },
      { input: `${'x'.repeat(65)}@example.com`, code: 'notEmail' },
      { input: 'x'.repeat(255), code: 'tooLong' },
      { input: 7, code: 'notText' },
    ],
    unreadable: [{ text: 'a@b; c@d', code: 'notEmail' }],
  },
]
