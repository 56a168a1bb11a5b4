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
  const found = whole(asked, known.forms, written)
  if (found !== undefined) return valid(found, 'postalRight', { country: asked })
  // A state, a province, the place or what it is called stands beside it: CA 94103, 75008 Paris, инд. 190000.
  for (const rest of withoutWords(asked, written)) {
    const inner = whole(asked, known.forms, rest)
    if (inner !== undefined) return valid(inner, 'postalRight', { country: asked })
  }
  return invalid('postalWrong', { country: asked, example: known.example })
}

/** The code in the first form that all of what is written fits into. */
function whole(asked: string, forms: readonly string[], written: string): string | undefined {
  // Abroad the country's letters stand in front: D-10115, SI-1000, LV-1050.
  const signs = written.replace(/[^\p{L}\p{N}]/gu, '')
  const withoutCountry = written.replace(/^[A-Z]{1,3}\s?-\s?(?=\d)/, '').replace(/[^\p{L}\p{N}]/gu, '')
  const spellings = new Set([
    signs,
    withoutCountry,
    `${asked}${signs}`,
    signs.startsWith(asked) ? signs.slice(2) : signs,
  ])
  for (const form of forms) {
    for (const spelling of spellings) {
      const normalized = fitted(form, spelling)
      if (normalized !== undefined) return normalized
    }
  }
  return undefined
}

/**
 * What is left without words at the ends, the longest first; two letters in the United States name a
 * state.
 */
function withoutWords(country: string, written: string): readonly string[] {
  const parts = written.split(/[\s,:;.〒]+/).filter((part) => part !== '')
  const first = parts.findIndex((part) => /\d/.test(part))
  if (first < 0) return []
  const isState = (part: string) => country !== 'US' || part.length !== 2 || states.has(part)
  const last = parts.findLastIndex((part) => /\d/.test(part))
  const left: string[] = []
  for (let from = 0; from <= first; from++)
    for (let to = parts.length; to > last; to--)
      if ([...parts.slice(0, from), ...parts.slice(to)].every(isState))
        left.push(parts.slice(from, to).join(' '))
  // 75700 Paris Cedex 07 goes on with the number of the post office.
  const cedex = parts.findIndex((part, at) => at > first && !/\d/.test(part))
  if (cedex > 0 && cedex < last) left.push(parts.slice(first, cedex).join(' '))
  return left
}

/** States and territories of the United States, and its forces abroad (USPS Publication 28, appendix B). */
const states = new Set(
  (
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK ' +
    'OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI FM MH PW AA AE AP US'
  ).split(' '),
)

/** An example of the country's postal codes, or undefined where there are none. */
export function postalCodeExample(country: string): string | undefined {
  const known = postalCodes.get(country)
  return known === undefined || known.forms.length === 0 ? undefined : known.example
}

const longestCode = 60

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
  ['#', /^[1-9]$/],
  ['A', /^[A-Z]$/],
  ['X', /^[A-Z\d]$/],
])
