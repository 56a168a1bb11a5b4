import { isSameFirstName } from './other-words.ts'
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

/**
 * The likeness of two names alone, from 0 to 1, whatever the order of words, the script and the legal form.
 */
export function nameSimilarity(left: MatchForm, right: MatchForm): number {
  if (left.han !== '' && right.han !== '') return hanSimilarity(left.han, right.han)
  if (left.joined === right.joined && left.joined !== '') return 1
  const isOrdered = inOrder(left.name.length - right.name.length, left.joined, right.joined)
  const [short, long] = isOrdered ? [left.name, right.name] : [right.name, left.name]
  if (short.length === 0) return 0
  const isTold = haveOtherNumbers(short, long)
  const spaceless = isTold ? 0 : similarity(joinedSound(left.name), joinedSound(right.name))
  const whole = Math.max(spaceless >= 0.9 ? spaceless : 0, aligned(short, long, isTold))
  if (whole >= 0.9) return whole
  if (isSpokenOf(left, right) || isSpokenOf(right, left)) return 1
  return Math.max(whole, isAcronym(short, long) ? 0.75 : 0)
}

/** Whether one is a person's Han name in pinyin with the surname last: 王建国 and Jianguo Wang. */
function isSpokenOf(written: MatchForm, spoken: MatchForm): boolean {
  if (written.han.length < 2 || written.han.length > 4 || spoken.han !== '' || spoken.name.length < 2)
    return false
  const last = spoken.name.at(-1) as NameWord
  return joinedSound([last, ...spoken.name.slice(0, -1)]) === joinedSound(written.name)
}

/** Whether the one word of a name is made of the first letters of the other's: IBM. */
function isAcronym([only, ...more]: readonly NameWord[], long: readonly NameWord[]): boolean {
  if (only === undefined || more.length > 0 || long.length < 3) return false
  return only.text === long.map(({ text }) => text.charAt(0)).join('')
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
  } else found.push({ field: 'name', code: 'otherName', weight: -6 * (0.75 - alike) })
  if (alike >= 0.7) addBearers(found, a, b)
  if (a.legalKind !== undefined && b.legalKind !== undefined && a.legalKind !== b.legalKind) {
    found.push({ field: 'name', code: 'otherLegalForm', weight: -1.2 })
  }
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
    found.push({ field: 'taxId', code: 'sameTaxId', weight: 9 })
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

function addPlace(found: Evidence[], a: MatchForm, b: MatchForm): void {
  if (a.country !== '' && b.country !== '' && a.country !== b.country) {
    found.push({ field: 'country', code: 'otherCountry', weight: -2 })
  }
  if (a.city.length > 0 && b.city.length > 0) {
    const alike = containment(a.city, b.city)
    if (alike >= 0.99) found.push({ field: 'city', code: 'sameCity', weight: 0.5 })
    else if (alike < 0.5) found.push({ field: 'city', code: 'otherCity', weight: -0.7 })
  }
  const best = bestAddress(a, b)
  if (best) found.push({ field: 'address', ...best })
}

/** What the two addresses say that are most alike. */
function bestAddress(a: MatchForm, b: MatchForm): Pick<Evidence, 'code' | 'weight'> | null {
  let best: Pick<Evidence, 'code' | 'weight'> | null = null
  for (const left of a.address) {
    for (const right of b.address) {
      const alike = containment(left, right)
      const house = houseOf(left)
      const isSameHouse = house !== undefined && house === houseOf(right)
      const found: Pick<Evidence, 'code' | 'weight'> =
        alike >= 0.75 && isSameHouse
          ? { code: 'sameAddress', weight: 2.2 }
          : alike >= 0.6
            ? { code: 'similarAddress', weight: isSameHouse ? 1.4 : 0.2 }
            : { code: 'otherAddress', weight: -1.2 }
      if (best === null || found.weight > best.weight) best = found
    }
  }
  return best
}

/** The share of characters that both names have, of those that either has (Dice). */
function hanSimilarity(left: string, right: string): number {
  if (left === right) return 1
  const [first, second] = [new Set(left), new Set(right)]
  return (2 * first.intersection(second).size) / (first.size + second.size)
}

/**
 * Words find their best partner; what finds none counts against, in the longer name less than in the shorter.
 */
function aligned(short: readonly NameWord[], long: readonly NameWord[], isTold: boolean): number {
  const partners = partnersOf(short, long)
  let [matched, shortWeight, longWeight, taken] = [0, 0, 0, 0]
  for (const [at, word] of short.entries()) {
    shortWeight += word.weight
    const found = partners[at]
    if (!found) continue
    taken |= 1 << found.position
    matched += word.weight * found.alike
  }
  for (let position = 0; position < long.length; position++) {
    const word = long[position] as NameWord
    longWeight += taken & (1 << position) ? word.weight : word.weight * 0.6
  }
  const whole = matched / Math.max(shortWeight, shortWeight * 0.5 + longWeight * 0.5)
  return isTold ? whole * 0.8 : whole
}

type Partner = { readonly position: number; readonly alike: number }

/** The word that goes with each: those that are the same go first, so that no other word takes them. */
function partnersOf(short: readonly NameWord[], long: readonly NameWord[]): readonly (Partner | undefined)[] {
  const partners: (Partner | undefined)[] = []
  let taken = 0
  for (const least of [0.97, 0.6]) {
    for (const [at, word] of short.entries()) {
      if (partners[at]) continue
      let [best, partner] = [0, -1]
      for (let position = 0; position < long.length; position++) {
        if (taken & (1 << position)) continue
        const alike = wordSimilarity(word, long[position] as NameWord)
        if (alike > best) [best, partner] = [alike, position]
        if (best === 1) break
      }
      if (partner < 0 || best < least) continue
      taken |= 1 << partner
      partners[at] = { position: partner, alike: best }
    }
  }
  return partners
}

/** Numbers that differ tell shops and years of one name apart. */
function haveOtherNumbers(left: readonly NameWord[], right: readonly NameWord[]): boolean {
  if (!left.some(isNumber) || !right.some(isNumber)) return false
  return !left.some((one) => one.isNumber && right.some(({ text }) => text === one.text))
}

function isNumber(word: NameWord): boolean {
  return word.isNumber
}

function wordSimilarity(left: NameWord, right: NameWord): number {
  if (left.text === right.text) return 1
  // Another number is another shop, however alike the digits are.
  if (left.isNumber || right.isNumber) return 0
  if (left.sound === right.sound) return 0.97
  const [initial, word] =
    left.text.length < right.text.length ? [left.text, right.text] : [right.text, left.text]
  if (isInitial(initial) && word.startsWith(initial.charAt(0))) return 0.8
  if (initial.length >= 4 && initial.length <= word.length * 0.62 && word.startsWith(initial)) return 0.88
  if (isSameFirstName(left.text, right.text)) return 0.9
  if (left.looks === right.looks || left.other === right.sound || left.sound === right.other) return 0.93
  const alike = similarity(left.sound, right.sound)
  return left.skeleton === right.skeleton && left.skeleton.length >= 3 ? Math.max(alike, 0.88) : alike
}

function isInitial(word: string): boolean {
  return word.length === 1 || word.charAt(1) === '.'
}

function joinedSound(name: readonly NameWord[]): string {
  let joined = ''
  for (const word of name) joined += word.sound
  return joined
}

function tellingWeight(name: readonly NameWord[]): number {
  let sum = 0
  for (const word of name) sum += word.weight
  return sum
}

/** Words take partners greedily, so the order of the sides is fixed to answer alike either way round. */
function inOrder(difference: number, left: string, right: string): boolean {
  return difference === 0 ? left <= right : difference < 0
}

/** The share of the shorter list that the longer one holds. */
function containment(left: readonly string[], right: readonly string[]): number {
  const isOrdered = inOrder(left.length - right.length, left.join(' '), right.join(' '))
  const [short, long] = isOrdered ? [left, right] : [right, left]
  let held = 0
  for (const word of short) {
    if (long.includes(word)) held++
    else if (word.length > 3 && long.some((other) => similarity(word, other) >= 0.8)) held += 0.8
  }
  return held / short.length
}

function houseOf(address: readonly string[]): string | undefined {
  return address.find((word) => /^[0-9]/.test(word))
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
