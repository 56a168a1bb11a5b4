import { mostAddress, mostCity } from './compare-places.ts'
import { domainOf, fewBearers, freeDomains, isSamePhone, mostName, usualBearers } from './compare-records.ts'
import type { MatchForm } from './match-form.ts'
import { prior, type MatchRules } from './match-rules.ts'

/** What of a record tells at a glance that it is another one than most that share a key with it. */
export type Outlook = {
  readonly taxId: string
  readonly registrationNumber: string
  readonly phone: readonly string[]
  readonly email: readonly string[]
  /** The domains of its e-mails that are a firm's own. */
  readonly domains: readonly string[]
  readonly bankAccount: readonly string[]
  readonly country: string
  readonly isPlaced: boolean
  readonly hasAddress: boolean
  readonly named: number
  readonly there: number
}

export function outlookOf(form: MatchForm): Outlook {
  const { taxId, registrationNumber, phone, email, bankAccount, country, city, address, bearers } = form
  return {
    taxId,
    registrationNumber,
    phone,
    email,
    domains: email.map(domainOf).filter((domain) => !freeDomains.has(domain)),
    bankAccount,
    country,
    isPlaced: city.length > 0,
    hasAddress: address.length > 0,
    named: bearers?.named ?? 0,
    there: bearers?.there ?? 0,
  }
}

/**
 * Whether two records can be as alike as that, whatever their names, places and addresses say: a bound of
 * `likeness` from above, for a fiftieth of its price. Of a hundred that share a key it leaves a few.
 */
export function canBeAlike(a: Outlook, b: Outlook, { factors }: MatchRules, least: number): boolean {
  const isNumbered = hasNumber(a, b) || hasNumber(b, a)
  const isBanked = a.bankAccount.length > 0 && b.bankAccount.length > 0
  const isCalled = a.phone.length > 0 && b.phone.length > 0
  const isMailed = a.email.length > 0 && b.email.length > 0
  const isAbroad = a.country !== '' && b.country !== '' && a.country !== b.country
  const most =
    prior +
    factors.name * nameWeight(a, b) +
    factors.taxId * (isNumbered ? 10 : a.taxId !== '' && b.taxId !== '' ? -1 : 0) +
    factors.bankAccount * (isBanked ? (haveOne(a.bankAccount, b.bankAccount) ? 5 : -0.5) : 0) +
    factors.phone * (isCalled ? (haveOne(a.phone, b.phone, isSamePhone) ? 3.8 : -1) : 0) +
    factors.email * (isMailed ? emailWeight(a, b) : 0) +
    factors.country * (isAbroad ? -2 : 0) +
    factors.city * (a.isPlaced && b.isPlaced ? mostCity : 0) +
    factors.address * (a.hasAddress && b.hasAddress ? mostAddress : 0)
  const wanted = Math.log(least / (1 - least))
  if (most < wanted) return false
  if (isNumbered || a.taxId === '' || b.taxId === '') return true
  // Another number by more than a slip, which is dear to tell, so it is asked last.
  return most - 3 * factors.taxId >= wanted || isSlip(a.taxId, b.taxId)
}

function nameWeight(a: Outlook, b: Outlook): number {
  const named = Math.max(a.named, b.named)
  if (named <= fewBearers) return mostName
  const among = a.isPlaced && b.isPlaced ? Math.max(a.there, b.there) : named
  return among <= usualBearers ? mostName : Math.max(0, mostName - Math.log(among / usualBearers))
}

function emailWeight(a: Outlook, b: Outlook): number {
  if (haveOne(a.email, b.email)) return 4
  return haveOne(a.domains, b.domains) ? 1.8 : -0.7
}

function hasNumber({ taxId, registrationNumber }: Outlook, other: Outlook): boolean {
  const isOf = (number: string) =>
    number.length >= 5 && (number === other.taxId || number === other.registrationNumber)
  return isOf(taxId) || isOf(registrationNumber)
}

/**
 * Two may be as alike as 0.8 only if four letters in five are in their places, or some before them are
 * not.
 */
function isSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let same = 0
  for (let at = 0; at < one.length; at++) {
    const digit = one.charCodeAt(at)
    if (
      digit === other.charCodeAt(at) ||
      digit === other.charCodeAt(at - 1) ||
      digit === other.charCodeAt(at + 1)
    )
      same++
  }
  return same >= one.length * 0.6
}

function haveOne(
  one: readonly string[],
  other: readonly string[],
  isSame: (first: string, second: string) => boolean = isEqual,
): boolean {
  for (const first of one) for (const second of other) if (isSame(first, second)) return true
  return false
}

function isEqual(first: string, second: string): boolean {
  return first === second
}
