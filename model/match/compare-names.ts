import { hanSimilarity } from './han-name.ts'
import { generalWeight, type MatchForm, type NameWord } from './match-form.ts'
import { titles, wholeFirstName } from './other-words.ts'
import { inOrder, similarity } from './similarity.ts'

/**
 * The likeness of two names alone, from 0 to 1, whatever the order of words, the script and the legal form.
 */
export function nameSimilarity(left: MatchForm, right: MatchForm): number {
  if (left.han !== '' && right.han !== '') return hanSimilarity(left.han, right.han)
  if (left.joined === right.joined && left.joined !== '') return 1
  const [one, other] = [withoutPlace(left.name, right), withoutPlace(right.name, left)]
  const isOrdered = inOrder(one.length - other.length, left.joined, right.joined)
  const [short, long] = isOrdered ? [one, other] : [other, one]
  if (short.length === 0) return 0
  const isTold = haveOtherNumbers(short, long)
  const spaceless = isTold ? 0 : similarity(joinedSound(one), joinedSound(other))
  const whole = Math.max(spaceless >= 0.9 ? spaceless : 0, aligned(short, long, isTold))
  if (whole >= 0.9) return whole
  const apart = whole < 0.5 ? 0 : rejoined(one, other, isTold)
  if (apart >= 0.9) return apart
  if (isSpokenOf(left, right) || isSpokenOf(right, left)) return 1
  return Math.max(whole, apart, isAcronym(short, long) ? 0.75 : 0)
}

/**
 * Whether each has a word of its own that stands for none of the other's: who lives or works at one address
 * and shares a phone is told apart by that, though part of the name be the same.
 */
export function haveOtherWords(left: MatchForm, right: MatchForm): boolean {
  if (left.han !== '' && right.han !== '') return true
  const [one, other] = [withoutPlace(left.name, right), withoutPlace(right.name, left)]
  const isOrdered = inOrder(one.length - other.length, left.joined, right.joined)
  const [short, long] = isOrdered ? [one, other] : [other, one]
  const partners = partnersOf(short, long)
  const taken = new Set(partners.map((partner) => partner?.position))
  return (
    short.some((word, at) => partners[at] === undefined && isOwn(word)) &&
    long.some((word, at) => !taken.has(at) && isOwn(word))
  )
}

function isOwn({ text, weight }: NameWord): boolean {
  return weight > generalWeight || isInitial(text)
}

/** Whether one is called as a part of a group is, a holding or who owns its houses, and the other is not. */
export function areOtherUnits(left: MatchForm, right: MatchForm): boolean {
  return hasUnit(left, right) || hasUnit(right, left)
}

function hasUnit({ name }: MatchForm, other: MatchForm): boolean {
  return name.some(({ unit }) => unit !== '' && !other.name.some((word) => word.unit === unit))
}

/** The words but the other one's city, which many firms put behind their name, and others leave out. */
function withoutPlace(name: readonly NameWord[], other: MatchForm): readonly NameWord[] {
  if (other.city.length === 0 || name.length < 2) return name
  for (const word of name) if (other.city.includes(word.sound)) return withoutPlaceOf(name, other)
  return name
}

function withoutPlaceOf(name: readonly NameWord[], { city, name: others }: MatchForm): readonly NameWord[] {
  const kept = name.filter(
    (word) => !city.includes(word.sound) || others.some(({ sound }) => sound === word.sound),
  )
  return kept.some(({ weight }) => weight > generalWeight) ? kept : name
}

/**
 * The likeness where one writes together what the other writes apart (Abdulrahman, Xiao Ming), whatever else
 * is in the names; 0 where neither does.
 */
function rejoined(left: readonly NameWord[], right: readonly NameWord[], isTold: boolean): number {
  const [one, other] = [joinedAs(left, right), joinedAs(right, left)]
  if (one === left && other === right) return 0
  const isOrdered = inOrder(one.length - other.length, joinedSound(one), joinedSound(other))
  return isOrdered ? aligned(one, other, isTold) : aligned(other, one, isTold)
}

/** The words, with neighbours that together sound as one word of the others do put together. */
function joinedAs(words: readonly NameWord[], others: readonly NameWord[]): readonly NameWord[] {
  for (const whole of others) {
    if (whole.isNumber) continue
    const run = initialsAt(words, whole.text)
    if (run >= 0) return [...words.slice(0, run), whole, ...words.slice(run + whole.text.length)]
    if (whole.text.length < leastJoined) continue
    for (let at = 0; at + 1 < words.length; at++) {
      let [text, sounds] = [words[at]?.text ?? '', words[at]?.sound ?? '']
      for (let end = at + 1; end < words.length && text.length <= whole.text.length; end++) {
        text += words[end]?.text ?? ''
        sounds += words[end]?.sound ?? ''
        if (text === whole.text || sounds === whole.sound)
          return [...words.slice(0, at), whole, ...words.slice(end + 1)]
      }
    }
  }
  return words
}

/** Shorter ones come about by chance. */
const leastJoined = 6

/** Where words begin one after the other with the letters of a short one, with more beside them: НПО. */
function initialsAt(words: readonly NameWord[], short: string): number {
  const count = short.length
  if (count < 2 || count > 5 || words.length <= count) return -1
  const first = (word: NameWord | undefined) => (word && word.text.length > 2 ? word.text.charAt(0) : '')
  for (let at = 0; at + count <= words.length; at++)
    if ([...short].every((letter, place) => first(words[at + place]) === letter)) return at
  return -1
}

/** Whether one is a person's Han name in pinyin, the surname first or last: 王建国 and Jianguo Wang. */
function isSpokenOf(written: MatchForm, spoken: MatchForm): boolean {
  if (written.han.length < 2 || written.han.length > 4 || spoken.han !== '') return false
  const called = spoken.name.filter(({ text }) => !titles.has(text))
  if (called.length < 2) return false
  const whole = joinedText(written.name)
  return (
    joinedText(called) === whole || joinedText([called.at(-1) as NameWord, ...called.slice(0, -1)]) === whole
  )
}

/** Whether the one word of a name is made of the first letters of the other's: IBM. */
function isAcronym([only, ...more]: readonly NameWord[], long: readonly NameWord[]): boolean {
  if (only === undefined || more.length > 0 || long.length < 3) return false
  return only.text === long.map(({ text }) => text.charAt(0)).join('')
}

/**
 * Words find their best partner; what finds none counts against, in the longer name less than in the shorter.
 */
function aligned(short: readonly NameWord[], long: readonly NameWord[], isTold: boolean): number {
  const partners = partnersOf(short, long)
  let [matched, shortWeight, longWeight, taken] = [0, 0, 0, 0]
  for (const [at, word] of short.entries()) {
    const found = partners[at]
    if (!found) {
      shortWeight += word.weight
      continue
    }
    // House says little, also where it stands for khaus.
    const weight = Math.min(word.weight, long[found.position]?.weight ?? 0)
    taken |= 1 << found.position
    shortWeight += weight
    longWeight += weight
    matched += weight * found.alike
  }
  // A title or a patronymic that only one of them gives says little; one in the place of another tells people
  // apart.
  const isWhole = short.length >= 2 && short.every((_, at) => (partners[at]?.alike ?? 0) >= 0.9)
  for (let position = 0; position < long.length; position++) {
    if (taken & (1 << position)) continue
    const word = long[position] as NameWord
    longWeight += word.weight * shareOf(word, isWhole)
  }
  const whole = matched / Math.max(shortWeight, shortWeight * 0.5 + longWeight * 0.5)
  return isTold ? whole * 0.8 : whole
}

/** How much a word counts that only the longer name has; a number tells a shop from the firm. */
function shareOf(word: NameWord, isWhole: boolean): number {
  if (word.isNumber) return 1
  return isWhole && (titles.has(word.text) || isPatronymic(word)) ? 0.15 : 0.6
}

/** What a person is called after their father, in Latin letters: Vladimirovich, Petrivna, Mammad oglu. */
function isPatronymic({ text }: NameWord): boolean {
  return text.length >= 6 && /(?:[oey]v[iy]ch|[oe]v?na|[iy]vna|ich?na)$|^(?:oglu|ogly|kyzy|qizi)$/.test(text)
}

type Partner = { readonly position: number; readonly alike: number }

/** The word that goes with each: those that are the same go first, so that no other word takes them. */
function partnersOf(short: readonly NameWord[], long: readonly NameWord[]): readonly (Partner | undefined)[] {
  const partners: (Partner | undefined)[] = []
  let taken = 0
  for (const [at, word] of short.entries()) {
    for (let position = 0; position < long.length; position++) {
      const other = long[position] as NameWord
      if (taken & (1 << position) || word.sound !== other.sound) continue
      taken |= 1 << position
      partners[at] = { position, alike: word.text === other.text || word.isNumber ? 1 : 0.97 }
      break
    }
  }
  for (const [at, word] of short.entries()) {
    if (partners[at]) continue
    let [best, partner] = [0, -1]
    for (let position = 0; position < long.length; position++) {
      if (taken & (1 << position)) continue
      const alike = wordSimilarity(word, long[position] as NameWord)
      if (alike > best) [best, partner] = [alike, position]
    }
    if (partner < 0 || best < 0.6) continue
    taken |= 1 << partner
    partners[at] = { position: partner, alike: best }
  }
  return partners
}

/** Numbers that differ tell shops and years of one name apart. */
function haveOtherNumbers(left: readonly NameWord[], right: readonly NameWord[]): boolean {
  if (!left.some(isNumber) || !right.some(isNumber)) return false
  return !left.some(
    (one) => one.isNumber && right.some((other) => other.isNumber && other.sound === one.sound),
  )
}

function isNumber(word: NameWord): boolean {
  return word.isNumber
}

function wordSimilarity(left: NameWord, right: NameWord): number {
  if (left.text === right.text) return 1
  // Another number is another shop, however alike the digits are.
  if (left.isNumber || right.isNumber) return left.sound === right.sound ? 1 : 0
  if (left.sound === right.sound) return 0.97
  if (isInflected(left, right) || isInflected(right, left)) return 0.95
  const [initial, word] =
    left.text.length < right.text.length ? [left.text, right.text] : [right.text, left.text]
  if (isInitial(initial) && word.startsWith(initial.charAt(0))) return 0.8
  if (word.startsWith(initial)) {
    if (initial.length >= 4 && initial.length <= word.length * 0.62) return 0.88
  }
  const firstName = wholeFirstName(left.text)
  const otherFirstName = firstName === undefined ? undefined : wholeFirstName(right.text)
  if (firstName !== undefined && firstName === otherFirstName) return 0.9
  // Cut short: Mach. for machinery.
  if (initial.length === 3 && word.length >= 6 && word.startsWith(initial)) return 0.85
  if (left.looks === right.looks || left.other === right.sound || left.sound === right.other) return 0.93
  const alike = similarity(left.sound, right.sound)
  // However alike two first names are that people do not use for one another: Michael and Michelle.
  if (otherFirstName !== undefined) return Math.min(alike, 0.7)
  if (left.skeleton === right.skeleton && left.skeleton.length >= 3) return Math.max(alike, 0.88)
  if (alike >= 0.88 || (left.other === left.sound && right.other === right.sound)) return alike
  return Math.max(alike, otherSimilarity(left, right), otherSimilarity(right, left))
}

/** How alike the words are where one is spoken otherwise than its letters say. */
function otherSimilarity({ other, otherBones }: NameWord, { sound, skeleton }: NameWord): number {
  if (other.charCodeAt(0) !== sound.charCodeAt(0)) return 0
  const isAlike = otherBones === skeleton && skeleton.length >= 3
  return Math.max(isAlike ? 0.88 : 0, similarity(other, sound) * 0.97)
}

/** Whether a word is another with the ending that English, Latvian or Georgian puts to it: hiltoni. */
function isInflected({ sound: whole }: NameWord, { sound, other }: NameWord): boolean {
  const length = whole.length - 1
  if (length < 3 || (length !== sound.length && length !== other.length)) return false
  if (!whole.endsWith('s') && !whole.endsWith('i')) return false
  return whole.startsWith(length === sound.length ? sound : other)
}

function isInitial(word: string): boolean {
  return word.length === 1 || word.charAt(1) === '.'
}

function joinedText(name: readonly NameWord[]): string {
  return name.map(({ text }) => text).join('')
}

function joinedSound(name: readonly NameWord[]): string {
  let joined = ''
  for (const word of name) joined += word.sound
  return joined
}
