import {
  getExampleNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import type { CountryCode } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { invalid, unknown, valid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'
import { countryCode } from './country-code.ts'

/**
 * Checks a phone number and gives its E.164 form, an extension behind `;ext=` (RFC 3966). A number that is
 * written without its country is dialled in `country`; one with + may be of any.
 */
export function phone({ value, country }: { value: string; country?: string }): CheckResult {
  const written = value.normalize('NFKC').trim().replace(/^tel:/i, '')
  if (written === '') return invalid('empty')
  if (written.length > longestPhone) return invalid('tooLong', { most: longestPhone })
  const asked = dialledCountry(country)
  // People write 00 for +, and (0) for a digit that is dialled at home only.
  const dialled = written
    .replace(labelPattern, '')
    .replace(/^\(\s*(?:\+|00)(\d{1,4})\s*\)/, '+$1 ')
    .replace(/^00(?=[1-9])/, '+')
    .replace(/^(\+[\d\s-]+)\(0\)/, '$1')
    .replace(extensionPattern, ' ext. $1')
  const isInternational = dialled.startsWith('+')
  if (!/\d/.test(dialled)) return invalid('phoneNoNumber', { example: phoneExample(asked ?? 'LV') })
  if (!isInternational && asked === undefined) return unknown(written, 'phoneCountryMissing')
  const parsed = parsePhone(dialled, asked)
  const right = parsed?.isValid() ? parsed : (withLostPlus(dialled, asked) ?? withOldTrunk(dialled, asked))
  if (right === undefined) return wrong(dialled, parsed?.country ?? asked, asked)
  const normalized = right.ext === undefined ? right.number : `${right.number};ext=${right.ext}`
  return right.country === undefined
    ? valid(normalized, 'phoneRightWorldwide')
    : valid(normalized, 'phoneRight', { country: right.country })
}

/** A number of the country as people there write it for abroad: +371 21 234 567. */
export function phoneExample(country: string): string {
  const number = isDialled(country) ? getExampleNumber(country, examples) : undefined
  return number?.formatInternational() ?? '+371 21 234 567'
}

const longestPhone = 60
/** What it is called stands in front: `tālr.`, `Tel:`, `моб.`, `ტელ.`. */
const labelPattern = /^\p{L}[\p{L}\p{M}.\s№:-]{0,20}(?=[+(\d])/u
/** Behind the number, in words that the library does not know. */
const extensionPattern = /[\s,;(]*(?:转|轉|分机|內線|доб\.?|iekšējais|შიდა|dahili)[\s:.]*(\d{1,6})\)?$/iu

function wrong(
  dialled: string,
  country: CountryCode | undefined,
  asked: CountryCode | undefined,
): CheckResult {
  const length = validatePhoneNumberLength(dialled, asked)
  const example = phoneExample(country ?? asked ?? 'LV')
  if (country === undefined || length === 'NOT_A_NUMBER' || length === 'INVALID_COUNTRY') {
    return invalid('phoneNoNumber', { example })
  }
  if (length === 'TOO_SHORT') return invalid('phoneTooShort', { country, example })
  if (length === 'TOO_LONG') return invalid('phoneTooLong', { country, example })
  return invalid('phoneNotGiven', { country, example })
}

/** A number whose + was lost in a spreadsheet: 37167000000 of Latvia. */
function withLostPlus(dialled: string, asked: CountryCode | undefined) {
  const parsed = dialled.startsWith('+') ? undefined : parsePhone(`+${dialled}`, asked)
  return parsed !== undefined && parsed.country === asked && parsed.isValid() ? parsed : undefined
}

/** In Ukraine and Georgia many still write the 8 that was dialled within the Soviet Union. */
function withOldTrunk(dialled: string, asked: CountryCode | undefined) {
  if ((asked !== 'UA' && asked !== 'GE') || !/^8\D*\d/.test(dialled)) return undefined
  const parsed = parsePhone(dialled.replace(/^8\D*/, asked === 'UA' ? '0' : '').replace(/^00/, '0'), asked)
  return parsed?.isValid() ? parsed : undefined
}

function parsePhone(dialled: string, country: CountryCode | undefined) {
  const defaultCountry = country === undefined ? {} : { defaultCountry: country }
  return parsePhoneNumberFromString(dialled, { extract: false, ...defaultCountry })
}

function dialledCountry(country: string | undefined): CountryCode | undefined {
  const code = countryCode(country)
  return code !== undefined && isDialled(code) ? code : undefined
}

function isDialled(country: string): country is CountryCode {
  return Object.hasOwn(examples, country)
}
