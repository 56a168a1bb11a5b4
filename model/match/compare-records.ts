import { areOtherUnits, haveOtherWords, nameSimilarity } from './compare-names.ts'
import { addPlace } from './compare-places.ts'
import { similarity } from './similarity.ts'
import { matchForm } from './match-form.ts'
import type { MatchForm, MatchRecord, NameWord } from './match-form.ts'
import { likeness, reasonsIn, usualRules, type Evidence, type MatchRules } from './match-rules.ts'
import type { MatchCode } from './match-texts.ts'

/**
 * How sure it is that two records are the same organisation or person, from 0 to 1, and what speaks for and
 * against it, the strongest first. From 0.5 on they are worth showing to somebody, from 0.9 on they are
 * almost certainly the same.
 */
export type Comparison = {
  readonly score: number
  readonly reasons: readonly { readonly field: keyof MatchRecord; readonly code: MatchCode }[]
}

export function compareRecords(
  left: MatchRecord | MatchForm,
  right: MatchRecord | MatchForm,
  rules: MatchRules = usualRules,
): Comparison {
  const evidence = evidenceOf(left, right)
  return { score: likeness(evidence, rules), reasons: reasonsIn(evidence, rules) }
}

/** All that speaks for and against two records being the same, in no order. */
export function evidenceOf(left: MatchRecord | MatchForm, right: MatchRecord | MatchForm): Evidence[] {
  const a = 'record' in left ? left : matchForm(left)
  const b = 'record' in right ? right : matchForm(right)
  const found = evidenceBesideName(a, b)
  addName(found, a, b)
  return found
}

/** The same of two that are at least so alike; null else. */
export function evidenceAbove(
  left: MatchForm,
  right: MatchForm,
  rules: MatchRules,
  least: number,
): { readonly evidence: Evidence[]; readonly score: number } | null {
  const evidence = evidenceOf(left, right)
  const score = likeness(evidence, rules)
  return score < least ? null : { evidence, score }
}

function evidenceBesideName(a: MatchForm, b: MatchForm): Evidence[] {
  const found: Evidence[] = []
  addNumbers(found, a, b)
  addContact(found, a, b)
  addPlace(found, a, b)
  return found
}

/** So much a name speaks for it at most. */
export const mostName = 5

function addName(found: Evidence[], a: MatchForm, b: MatchForm): void {
  const alike = nameSimilarity(a, b)
  const telling = Math.min(tellingWeight(a.name), tellingWeight(b.name))
  if (alike >= 0.97)
    found.push({ field: 'name', code: 'sameName', weight: mostName - 1.8 + Math.min(1.8, telling) })
  else if (alike >= 0.7) {
    found.push({
      field: 'name',
      code: 'similarName',
      weight: (alike - 0.62) * 12.5 * Math.min(1, telling),
    })
  } else {
    // Without anything else in common it makes no difference.
    const isJudged = found.some(({ weight }) => weight > 1) && haveOtherWords(a, b)
    const weight = Math.min(-6 * (0.75 - alike), isJudged ? otherWords(alike) : 0)
    found.push({ field: 'name', code: 'otherName', weight })
  }
  if (alike >= 0.7) {
    addBearers(found, a, b)
    if (areOtherUnits(a, b)) found.push({ field: 'name', code: 'otherUnit', weight: -4.5 })
  }
  if (areOtherForms(a.legalKind, b.legalKind)) {
    found.push({ field: 'name', code: 'otherLegalForm', weight: -1.2 })
  }
}

/**
 * So much names speak against it of which each has a word that the other has not: a father and a son, firms
 * of one group in one office.
 */
function otherWords(alike: number): number {
  return alike < 0.25 ? -5.2 : -3.5
}

function tellingWeight(name: readonly NameWord[]): number {
  let sum = 0
  for (const word of name) sum += word.weight
  return sum
}

/** Whether there is no legal form that both may have. */
function areOtherForms(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined || left === right) return false
  const kinds = right.split(' ')
  return !left.split(' ').some((kind) => kinds.includes(kind))
}

/**
 * What a name says falls with the number of those who bear it (Winkler 1989): of four hundred by the name of
 * Jānis Kalniņš any two are hardly one person. A slip of such a name says no more than the name itself.
 */
function addBearers(found: Evidence[], a: MatchForm, b: MatchForm): void {
  const named = Math.max(a.bearers?.named ?? 0, b.bearers?.named ?? 0)
  if (named <= fewBearers) return
  const isThere = found.some(({ code }) => code === 'sameCity')
  const among = isThere ? Math.max(a.bearers?.there ?? 0, b.bearers?.there ?? 0) : named
  const weight = -Math.log(among / usualBearers)
  if (weight < 0) found.push({ field: 'name', code: 'commonName', weight })
}

/** So many may bear one name, and be told apart as any others are. */
export const fewBearers = 100
export const usualBearers = 20

function addNumbers(found: Evidence[], a: MatchForm, b: MatchForm): void {
  const numbers = [a.taxId, a.registrationNumber].filter((number) => number.length >= 5)
  if (numbers.some((number) => number === b.taxId || number === b.registrationNumber)) {
    found.push({ field: 'taxId', code: 'sameTaxId', weight: 10 })
  } else if (a.taxId !== '' && b.taxId !== '') {
    // Two digits apart may be a slip; more are another taxpayer.
    const isSlip = a.taxId.length === b.taxId.length && similarity(a.taxId, b.taxId) >= 0.8
    found.push({ field: 'taxId', code: 'otherTaxId', weight: isSlip ? -1 : -4 })
  }
  if (a.bankAccount.length > 0 && b.bankAccount.length > 0) {
    const isSame = shareOne(a.bankAccount, b.bankAccount)
    found.push({ field: 'bankAccount', code: isSame ? 'sameBankAccount' : null, weight: isSame ? 5 : -0.5 })
  }
}

function addContact(found: Evidence[], a: MatchForm, b: MatchForm): void {
  if (a.email.length > 0 && b.email.length > 0) {
    if (shareOne(a.email, b.email)) found.push({ field: 'email', code: 'sameEmail', weight: 4 })
    else {
      const isSameDomain = a.email.some(
        (one) =>
          !freeDomains.has(domainOf(one)) && b.email.some((other) => domainOf(one) === domainOf(other)),
      )
      found.push({
        field: 'email',
        code: isSameDomain ? 'sameEmailDomain' : null,
        weight: isSameDomain ? 1.8 : -0.7,
      })
    }
  }
  if (a.phone.length > 0 && b.phone.length > 0) {
    const isSame = a.phone.some((one) => b.phone.some((other) => isSamePhone(one, other)))
    found.push({ field: 'phone', code: isSame ? 'samePhone' : null, weight: isSame ? 3.8 : -1 })
  }
}

/** One may have been written without the last digits of its area. */
export function isSamePhone(one: string, other: string): boolean {
  return one === other || (one.length !== other.length && one.slice(-7) === other.slice(-7))
}

function shareOne(left: readonly string[], right: readonly string[]): boolean {
  return left.some((one) => right.includes(one))
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

export const freeDomains: ReadonlySet<string> = new Set(
  (
    'gmail.com hotmail.com yahoo.com outlook.com icloud.com live.com mail.ru yandex.ru bk.ru ' +
    'list.ru inbox.ru inbox.lv ' +
    'tvnet.lv apollo.lv one.lv qq.com 163.com 126.com sina.com gmx.de web.de t-online.de wp.pl ' +
    'o2.pl onet.pl seznam.cz ' +
    'ukr.net i.ua mail.ee hot.ee proton.me protonmail.com aol.com'
  ).split(' '),
)
