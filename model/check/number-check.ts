import { invalid, unknown, valid } from './check-result.ts'
import type { CheckResult } from './check-result.ts'
import { countryCode } from './country-code.ts'
import { libraryCheck, libraryCheckAny, libraryOtherKind } from './library-check.ts'
import type { NumberRule } from './number-rule.ts'
import { numberRules } from './rules/index.ts'

export type NumberInput = { readonly value: string; readonly country?: string; readonly type?: string }

/**
 * Checks a number by the rules of its country, and where there are none by the library's. Words in front of
 * it that say what it is ("VAT:", "NIP", "统一社会信用代码：") are left out where it is not right with them.
 */
export function numberCheck(serves: 'tax' | 'company', input: NumberInput): CheckResult {
  const asWritten = judged(serves, input)
  if (asWritten.result === 'valid') return asWritten
  const others = withoutWords(input).map((value) => judged(serves, { ...input, value }))
  const right = others.find(({ result }) => result === 'valid')
  return right ?? (asWritten.result === 'invalid' ? others[0] : undefined) ?? asWritten
}

/**
 * What is left without the words before the first digits, and without those behind what follows; none
 * where there are no words. What begins as the code of a country stays with its number: it says whose it
 * is, or is a part of it.
 */
function withoutWords({ value, country }: NumberInput): readonly string[] {
  if (value.length > longestNumber * 2) return []
  const parts = value
    .normalize('NFKC')
    .trim()
    .split(/[\s:#№=,;()]+/)
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  const at = parts.findIndex((part) => /\d/.test(part))
  if (at < 0) return []
  const before = parts[at - 1]?.toUpperCase() ?? ''
  const own = countryCode(country)
  const isCode =
    /^[A-Z]{2}$/.test(before) &&
    !(codesThatAreWords.has(before) && countryCode(before) !== own) &&
    (countryCode(before) !== undefined || countriesByPrefix.has(before))
  const isOwn = own !== undefined && before.length <= own.length + 1 && before.startsWith(own)
  // A letter or two in front may be a part of the number as well, as a province or a kind of register is.
  const codeAt = own ? parts.findLastIndex((part) => part.toUpperCase() === own) : -1
  const starts = isCode || isOwn ? [at - 1] : before.length > 0 && before.length <= 3 ? [at, at - 1] : [at]
  if (codeAt > at) starts.push(codeAt)
  const cut = starts.flatMap((from) => endsOf(parts, from + 1).map((to) => parts.slice(from, to).join(' ')))
  return [...new Set(cut)].filter((one) => one !== value)
}

/**
 * A sign behind the digits is the last of some numbers, and a word behind them begins what is told
 * beside.
 */
function endsOf(parts: readonly string[], from: number): readonly number[] {
  const hasDigits = (part: string) => /\d/.test(part)
  const last = parts.findLastIndex(hasDigits) + 1
  const gap = parts.findIndex((part, at) => at >= from && !hasDigits(part) && hasDigits(parts[at - 1] ?? ''))
  const behind = (at: number) => (parts[at]?.length === 1 ? at + 1 : at)
  return [...new Set([parts.length, behind(last), ...(gap < 0 ? [] : [behind(gap)])])]
}

/** What says “number” far more often than Norway, Indonesia, Nauru or Costa Rica: `VAT No`, `Tax ID`. */
const codesThatAreWords = new Set(['NO', 'ID', 'NR', 'CR'])

function judged(serves: 'tax' | 'company', input: NumberInput): CheckResult {
  const written = input.value.normalize('NFKC').trim().toUpperCase()
  if (written === '') return invalid('empty')
  if (written.length > longestNumber) return invalid('tooLong', { most: longestNumber })
  const number = written.replace(/[^\p{L}\p{N}&+*]/gu, '')
  const country = countryCode(input.country) ?? countryOfPrefix(number)
  if (country === undefined) return unknown(number, 'countryMissing')
  const type = input.type?.trim().toLowerCase().replaceAll('-', '_')
  const asked: Asked = { serves, written, number, country }
  return type ? ofType(asked, type) : ofAnyType(asked)
}

/** The country whose prefix for taxes within the European Union starts the number, or undefined. */
export function countryOfPrefix(number: string): string | undefined {
  if (number.startsWith('ATU')) return 'AT'
  const prefix = /^(CHE|[A-Z]{2})[0-9A-Z]*[0-9]/.exec(number)?.[1]
  return prefix === undefined ? undefined : countriesByPrefix.get(prefix)
}

type Asked = { serves: 'tax' | 'company'; written: string; number: string; country: string }
type Verdict = {
  outcome: 'right' | 'form' | 'checkDigit'
  number: string
  isProved: boolean
  pinned: boolean
}

const longestNumber = 60
const countriesByPrefix = new Map(
  Object.entries(numberRules).flatMap(([country, rules]) =>
    rules.flatMap((rule) =>
      rule.prefix === undefined || country === 'MC' ? [] : [[rule.prefix, country] as const],
    ),
  ),
)

function ofType(asked: Asked, type: string): CheckResult {
  const { country, number } = asked
  const rule = numberRules[country]?.find((one) => one.types.includes(type))
  if (rule !== undefined) return fromVerdict(asked, rule, verdictOf(rule, asked))
  const answer = withoutCountry(asked, (text) => libraryCheck(country, type, text))
  if (answer === undefined) return unknown(number, 'typeUnknown', { country, type: type.slice(0, 20) })
  if (answer.isValid) return valid(answer.number, 'numberRight')
  return answer.isFormat ? invalid('wrongNumber', { country }) : invalid('wrongCheckDigit')
}

/** Many put the code of the country before numbers that have no prefix by law. */
function withoutCountry<A extends { readonly isValid: boolean }>(
  { country, number, written }: Asked,
  ask: (text: string) => A | undefined,
): A | undefined {
  const answer = ask(written)
  if (answer === undefined || answer.isValid || !number.startsWith(country)) return answer
  const bare = ask(number.slice(country.length))
  return bare?.isValid ? bare : answer
}

function ofAnyType(asked: Asked): CheckResult {
  const { country, number, serves } = asked
  const all = numberRules[country] ?? []
  const sure = all.find((rule) => rule.written?.test(asked.written))
  if (sure?.serves.includes(serves)) return fromVerdict(asked, sure, verdictOf(sure, asked))
  const rules = all.filter((rule) => rule.serves.includes(serves))
  const verdicts = rules.map((rule) => ({ rule, verdict: verdictOf(rule, asked) }))
  const isRight = ({ verdict }: { verdict: Verdict }) => verdict.outcome === 'right'
  const right = verdicts.find((one) => isRight(one) && one.verdict.isProved) ?? verdicts.find(isRight)
  // Without the signs nobody knows that the kind it is wrong as was not meant.
  const meant = verdicts.findIndex(({ rule, verdict }) => rule.written && verdict.outcome === 'checkDigit')
  if (right?.rule.written && meant >= 0 && meant < verdicts.indexOf(right))
    return unknown(number, 'otherKind', { country, type: right.rule.types[0] ?? '' })
  if (right) return fromVerdict(asked, right.rule, right.verdict)
  const foreign = foreignCountry(asked)
  if (foreign !== undefined) return invalid('foreignPrefix', { ...foreign, country })
  // Taxpayers have numbers of other kinds too, unless the prefix says that this is the one with the rule.
  const isPinned = verdicts.some(({ verdict }) => verdict.pinned)
  const covered = numberRules[country]?.flatMap(({ types }) => types) ?? []
  const isSettled = isPinned || (rules.length > 0 && serves === 'company')
  const answer = isSettled
    ? undefined
    : withoutCountry(asked, (text) => libraryCheckAny(country, serves, text, covered))
  if (answer?.isValid) return valid(answer.number, 'numberRight')
  const worst = verdicts.find(({ verdict }) => verdict.outcome === 'checkDigit') ?? verdicts[0]
  const type = isPinned ? undefined : otherKind(asked)
  if (type !== undefined) return unknown(number, 'otherKind', { country, type })
  if (worst) return fromVerdict(asked, worst.rule, worst.verdict)
  if (answer === undefined) return unknown(number, 'countryWithoutRules', { country })
  return answer.isFormat ? invalid('wrongNumber', { country }) : invalid('wrongCheckDigit')
}

/**
 * A number put into the wrong field is not a wrong number: a bank account, or a tax number for the
 * register's.
 */
function otherKind(asked: Asked): string | undefined {
  const rules = numberRules[asked.country]?.filter(({ serves }) => !serves.includes(asked.serves)) ?? []
  const right = rules.find((rule) => {
    const verdict = verdictOf(rule, asked)
    return verdict.outcome === 'right' && verdict.isProved
  })
  return right?.types[0] ?? libraryOtherKind(asked.country, asked.written)
}

function verdictOf(rule: NumberRule, { number, country }: Asked): Verdict {
  const bare = withoutAffixes(rule, number, country)
  const pinned = bare !== number
  if (!rule.pattern.test(bare)) return { outcome: 'form', number: bare, isProved: true, pinned }
  if (rule.proves !== undefined) {
    return { outcome: rule.proves(bare) ? 'right' : 'checkDigit', number: bare, isProved: true, pinned }
  }
  if (rule.library !== undefined) {
    const answer = libraryCheck(country, rule.library, bare) ?? { isValid: true, number: bare }
    return { outcome: answer.isValid ? 'right' : 'checkDigit', number: bare, isProved: true, pinned }
  }
  return { outcome: 'right', number: bare, isProved: false, pinned }
}

function withoutAffixes(rule: NumberRule, number: string, country: string): string {
  let bare = number
  if (rule.prefix !== undefined && bare.startsWith(rule.prefix)) bare = bare.slice(rule.prefix.length)
  if (rule.affixes !== undefined) bare = bare.replace(rule.affixes, '')
  // Many put the code of the country before numbers that have no prefix by law.
  return !rule.pattern.test(bare) && bare.startsWith(country) ? bare.slice(country.length) : bare
}

function fromVerdict({ country }: Asked, rule: NumberRule, verdict: Verdict): CheckResult {
  if (verdict.outcome === 'checkDigit') return invalid('wrongCheckDigit')
  if (verdict.outcome === 'form') {
    return invalid('wrongFormat', { country, format: rule.format, example: rule.example })
  }
  const number = rule.normalize?.(verdict.number) ?? verdict.number
  const normalized = `${rule.prefix ?? ''}${number}`
  return verdict.isProved ? valid(normalized, 'numberRight') : valid(normalized, 'formatRight', { country })
}

/** Another country whose prefix the number carries, if it is a right number there. */
function foreignCountry({ number, country }: Asked): { prefix: string; otherCountry: string } | undefined {
  const otherCountry = countryOfPrefix(number)
  if (otherCountry === undefined || otherCountry === country) return undefined
  const rule = numberRules[otherCountry]?.find((one) => one.prefix !== undefined)
  if (rule?.prefix === undefined) return undefined
  const asked: Asked = { serves: 'tax', written: number, number, country: otherCountry }
  return verdictOf(rule, asked).outcome === 'right' ? { prefix: rule.prefix, otherCountry } : undefined
}
