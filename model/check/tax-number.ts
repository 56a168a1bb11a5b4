import type { CheckResult } from './check-result.ts'
import { numberCheck } from './number-check.ts'
import type { NumberInput } from './number-check.ts'

/**
 * Checks the number by which a tax authority knows somebody: format, check digit, and that it is of the
 * country named. Within the European Union that is the VAT number, which keeps its prefix; other numbers
 * of taxpayers are right too. `type` narrows it to one kind (`vat`, `pvn`, `inn`).
 */
export function taxNumber(input: NumberInput): CheckResult {
  return numberCheck('tax', input)
}
