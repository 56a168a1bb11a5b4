import type { CheckResult } from './check-result.ts'
import { numberCheck } from './number-check.ts'
import type { NumberInput } from './number-check.ts'

/** Checks the number of a company in the register of its country; `type` narrows it to one kind (`ogrn`). */
export function companyNumber(input: NumberInput): CheckResult {
  return numberCheck('company', input)
}
