import { invalid, unknown, valid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'
import { countryCode } from './country-code.ts'
import { postalCodes } from './postal-codes.ts'

/** Checks how a postal code is written in its country and brings it to the form that the post prefers. */
export function postalCode({ value, country }: { value: string; country?: string }): CheckResult {
  const written = value.normalize('NFKC').trim().toUpperCase()
  if (written === '') return invalid('empty')
  if (written.length > longestCode) return invalid('tooLong', { most: longestCode })
  const asked = countryCode(country)
  if (asked === undefined) return unknown(written, 'countryMissing')
  const known = postalCodes.get(asked)
  if (known === undefined) return unknown(written, 'countryWithoutRules', { country: asked })
  if (known.forms.length === 0) return unknown(written, 'postalNone', { country: asked })
  // Abroad the country's letters stand in front: D-10115, SI-1000, LV-1050.
  const signs = written.replace(/[^\p{L}\p{N}]/gu, '')
  const withoutCountry = written.replace(/^[A-Z]{1,3}\s?-\s?(?=\d)/, '').replace(/[^\p{L}\p{N}]/gu, '')
  const spellings = new Set([
    signs,
    withoutCountry,
    `${asked}${signs}`,
    signs.startsWith(asked) ? signs.slice(2) : signs,
  ])
  for (const form of known.forms) {
    for (const spelling of spellings) {
      const normalized = fitted(form, spelling)
      if (normalized !== undefined) return valid(normalized, 'postalRight', { country: asked })
    }
  }
  return invalid('postalWrong', { country: asked, example: known.example })
}

/** An example of the country's postal codes, or undefined where there are none. */
export function postalCodeExample(country: string): string | undefined {
  const known = postalCodes.get(country)
  return known === undefined || known.forms.length === 0 ? undefined : known.example
}

const longestCode = 30

/** The signs put into the form, with its spaces and hyphens; undefined if they do not fit. */
function fitted(form: string, signs: string): string | undefined {
  let result = ''
  let position = 0
  for (const place of form) {
    if (place === '_' || place === '-') {
      result += place === '_' ? ' ' : '-'
      continue
    }
    const sign = signs[position++] ?? ''
    const allowed = places.get(place)
    if (allowed === undefined ? sign !== place : !allowed.test(sign)) return undefined
    result += sign
  }
  return position === signs.length ? result : undefined
}

const places = new Map([
  ['9', /^\d$/],
  ['A', /^[A-Z]$/],
  ['X', /^[A-Z\d]$/],
])
