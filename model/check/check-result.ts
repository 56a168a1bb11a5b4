import type { Language } from '../declaration.ts'
import { checkTexts } from './check-texts.ts'
import type { CheckCode } from './check-texts.ts'

/**
 * What a check says of a value: whether it is right as far as that can be known without asking an authority,
 * the form to keep (null if the value is wrong), a stable code, and the reason as a whole sentence in
 * English. `params` fill the sentence of the same code in other languages.
 */
export type CheckResult = {
  readonly result: 'valid' | 'invalid' | 'unknown'
  readonly normalized: string | null
  readonly code: CheckCode
  readonly reason: string
  readonly params: CheckParams
}

export type CheckParams = Readonly<Record<string, string | number>>

export function valid(normalized: string, code: CheckCode, params: CheckParams = {}): CheckResult {
  return { result: 'valid', normalized, code, reason: checkText(code, params, 'en'), params }
}

export function invalid(code: CheckCode, params: CheckParams = {}): CheckResult {
  return { result: 'invalid', normalized: null, code, reason: checkText(code, params, 'en'), params }
}

export function unknown(normalized: string, code: CheckCode, params: CheckParams = {}): CheckResult {
  return { result: 'unknown', normalized, code, reason: checkText(code, params, 'en'), params }
}

/** The sentence of a code in a language; country codes among the parameters become names. */
export function checkText(code: CheckCode, params: CheckParams, language: Language): string {
  return checkTexts[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return /[cC]ountry$/.test(name) ? countryName(String(value), language) : String(value)
  })
}

function countryName(country: string, language: Language): string {
  if (country === 'EU') return 'EU'
  if (!/^[A-Z]{2}$/.test(country)) return country
  const key = `${language} ${country}`
  const known = names.get(key)
  if (known !== undefined) return known
  const name = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' }).of(country) ?? country
  names.set(key, name)
  return name
}

// Looking a name up takes longer than all the rest of a check, and an import asks a million times.
const names = new Map<string, string>()
