import { companyNumber } from './company-number.ts'
import { email } from './email.ts'
import { iban } from './iban.ts'
import { invalid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'
import { phone } from './phone.ts'
import { postalCode } from './postal-code.ts'
import { taxNumber } from './tax-number.ts'

export type CheckKind = 'tax-number' | 'company-number' | 'phone' | 'email' | 'iban' | 'postal-code'

/** `country` is an ISO 3166 code; `type` narrows numbers to one kind of their country (`vat`, `inn`). */
export type CheckInput = {
  readonly value: string
  readonly country?: string | null | undefined
  readonly type?: string | null | undefined
}

/**
 * Says whether a value is right as far as that can be known without asking anybody, in which form to keep it,
 * and why. Never throws, and takes time in proportion to the length of the value at most.
 */
export function check(kind: CheckKind, { value, country, type }: CheckInput): CheckResult {
  if (value.length > longestValue) return invalid('tooLong', { most: longestValue })
  return checks[kind]({ value, ...(country ? { country } : {}), ...(type ? { type } : {}) })
}

/** The kinds of checks there are. */
export const checkKinds: readonly CheckKind[] = [
  'tax-number',
  'company-number',
  'phone',
  'email',
  'iban',
  'postal-code',
]

const longestValue = 1000
const checks: Record<CheckKind, (input: { value: string; country?: string; type?: string }) => CheckResult> =
  {
    'tax-number': taxNumber,
    'company-number': companyNumber,
    phone,
    email,
    iban,
    'postal-code': postalCode,
  }
