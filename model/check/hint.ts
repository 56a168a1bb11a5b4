import type { CheckKind } from './check.ts'
import { countryCode } from './country-code.ts'
import { ibanExample } from './iban.ts'
import { phoneExample } from './phone.ts'
import { postalCodeExample } from './postal-code.ts'
import { numberRules } from './rules/index.ts'

/**
 * How a value is written in a country, to be shown before anybody types: an example, and for numbers the form
 * in English words ("LV and 11 digits"). Undefined where nothing is known, or where there is no such thing.
 */
export function hint(
  kind: CheckKind,
  country?: string | null,
): { example: string; format?: string } | undefined {
  if (kind === 'email') return { example: 'anna@example.com' }
  const code = countryCode(country)
  if (code === undefined) return undefined
  if (kind === 'phone') return { example: phoneExample(code) }
  if (kind === 'iban') return exampleOf(ibanExample(code))
  if (kind === 'postal-code') return exampleOf(postalCodeExample(code))
  const serves = kind === 'tax-number' ? 'tax' : 'company'
  const rule = numberRules[code]?.find((one) => one.serves.includes(serves))
  return rule === undefined ? undefined : { example: rule.example, format: rule.format }
}

function exampleOf(example: string | undefined): { example: string } | undefined {
  return example === undefined ? undefined : { example }
}
