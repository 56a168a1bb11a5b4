import { wholeFirstName } from './other-words.ts'
import { generalWeight, matchForm } from './match-form.ts'
import type { MatchForm, MatchRecord, NameWord } from './match-form.ts'

/**
 * Keys by which records that may be the same find each other: any two that share one are worth comparing.
 * About sixteen to a record as a rule, thirty at most. A key that very many records share says nothing and
 * should be skipped by who looks them up (more than about 100 records).
 */
export function blockingKeys(record: MatchRecord | MatchForm): string[] {
  const form = 'record' in record ? record : matchForm(record)
  const keys: string[] = []
  if (form.taxId.length >= 5) keys.push(`t:${form.taxId}`)
  if (form.registrationNumber.length >= 5 && form.registrationNumber !== form.taxId) {
    keys.push(`t:${form.registrationNumber}`)
  }
  for (const email of form.email) keys.push(`e:${email}`)
  for (const phone of form.phone) keys.push(`p:${phone}`)
  for (const account of form.bankAccount) if (account.length >= 8) keys.push(`b:${account}`)
  if (form.name.length === 0) return keys
  const whole = wholeName(form.name)
  keys.push(`n:${whole}`)
  if (form.name.some(isSpokenOtherwise)) keys.push(`n:${wholeName(form.name.map(spokenOtherwise))}`)
  // Words may be missing or misspelled, so the two that tell most stand for the name too, and the first
  // alone.
  const [most, second] = mostTelling(form.name)
  if (second !== undefined) keys.push(`w:${[stem(most), stem(second)].sort().join(' ')}`)
  const first = form.name.find((word) => word.weight > 0.3) ?? most
  for (const spoken of new Set([first.sound, first.other])) if (spoken.length >= 4) keys.push(`s:${spoken}`)
  const place = placeOf(form)
  keys.push(`c:${place} ${stem(first)}`)
  // Where a name is that of very many, its namesakes in one place, and in one house, still find each other.
  keys.push(`q:${place} ${whole}`)
  for (const address of form.address.slice(0, 2)) {
    const house = address.find((word) => /^[0-9]/.test(word))
    if (house !== undefined) keys.push(`d:${house} ${longestOf(address)} ${whole}`)
  }
  const called = form.name.map((word) => wholeFirstName(word.text) ?? word.sound)
  if (called.length > 1 && form.name.some((word) => wholeFirstName(word.text) !== undefined)) {
    keys.push(`f:${called.sort().join(' ')}`)
  }
  // A slip in one word leaves the other whole, and one half of its own.
  for (const word of [most, second]) {
    if (word === undefined || word.weight <= generalWeight) continue
    keys.push(`o:${stem(word)}`, `l:${lettersOf(word)}`)
    keys.push(`h:${place} ${word.sound.slice(0, 3)}`, `h:${place} ${word.sound.slice(-3)}~`)
  }
  return [...new Set(keys)]
}

/**
 * More keys, for a search over all records, which would be too many to keep with each: the sound of the whole
 * name, its words in order, with any one letter left out, or each half of a long one. Two names of which one
 * has a slip share a key, wherever in the name it is and whatever else is known (PassJoin: Li et al. 2011).
 */
export function wideKeys({ name, joined, han, country }: MatchForm): string[] {
  const telling = name.filter(({ weight }) => weight > generalWeight)
  const sounds = (telling.length === 0 ? name : telling).map(({ sound }) => sound)
  const whole = sounds.sort().join('')
  const length = whole.length
  if (length < 4) return []
  const keys = initialKeys(name)
  // Who writes Han in Latin letters parts them as they like: haichuanjixie, Hai Chuan Ji Xie.
  if (joined.length >= 6 && (han !== '' || writesHan.test(country))) keys.push(`j:${joined}`)
  if (length <= longestWhole) {
    keys.push(`x:${whole}`)
    for (let at = 0; at < length; at++) keys.push(`x:${whole.slice(0, at)}${whole.slice(at + 1)}`)
  } else {
    for (const other of [length - 1, length, length + 1]) {
      const half = other >> 1
      keys.push(`y:${other} ${whole.slice(0, half)}`, `z:${other} ${whole.slice(half - other)}`)
    }
  }
  return [...new Set(keys)]
}

const longestWhole = 12
const writesHan = /^(?:CN|HK|MO|TW|SG|)$/

/** Of Jānis Kalniņš each name with the other's first letter: initials may stand for any of two or three. */
function initialKeys(name: readonly NameWord[]): string[] {
  if (name.length < 2 || name.length > 3 || name.some(({ isNumber }) => isNumber)) return []
  return name
    .filter(({ text, weight }) => weight > generalWeight && /^[a-z]{3}/.test(text))
    .map((word) => {
      const others = name.filter((other) => other !== word).map(({ text }) => text.charAt(0))
      return `i:${word.sound} ${others.sort().join('')}`
    })
}

/**
 * The keys that those share who bear one name, and who bear it in one place: how many, tells what it says.
 */
export function bearerKeys(form: MatchForm): { readonly named: string; readonly there: string } | null {
  if (form.name.length === 0) return null
  const whole = wholeName(form.name)
  return { named: `n:${whole}`, there: `q:${placeOf(form)} ${whole}` }
}

/** The word of the city that tells it from others (New York City is York), else the country. */
function placeOf({ city, country }: MatchForm): string {
  const longest = longestOf(city.filter((word) => word !== 'citi'))
  return longest === '' ? country.toLowerCase() : longest
}

function longestOf(words: readonly string[]): string {
  let longest = ''
  for (const word of words) if (word.length > longest.length) longest = word
  return longest
}

/** The two words that tell most; the second is missing if there is only one. */
function mostTelling(name: readonly NameWord[]): [NameWord, NameWord | undefined] {
  const worth = (word: NameWord) => word.weight * word.text.length
  let [most, second]: [NameWord, NameWord | undefined] = [name[0] as NameWord, undefined]
  for (const word of name.slice(1)) {
    if (worth(word) > worth(most)) [most, second] = [word, most]
    else if (second === undefined || worth(word) > worth(second)) second = word
  }
  return [most, second]
}

/** The consonants of the distinctive words, in alphabetical order, or the sound where they are too few. */
function wholeName(name: readonly NameWord[]): string {
  const telling = name.filter((word) => word.weight > 0.25)
  const taken = telling.length === 0 ? name : telling
  const bones = taken
    .map((word) => word.skeleton)
    .sort()
    .join(' ')
  return bones.length >= 5
    ? bones
    : taken
        .map((word) => word.sound)
        .sort()
        .join(' ')
}

/** The letters that a word is made of, in whatever order they were typed. */
function lettersOf({ sound }: NameWord): string {
  return [...new Set(sound)].sort().join('')
}

/** Short words need their vowels to tell anything, but for those of an ending: hiltoni, food and foods. */
function stem(word: NameWord): string {
  return word.skeleton.length >= 4 ? word.skeleton.slice(0, 5) : word.sound.replace(/(?<=...)[is]$/, '')
}

function isSpokenOtherwise({ sound, other }: NameWord): boolean {
  return sound !== other
}

/** A word as it may sound too. */
function spokenOtherwise(word: NameWord): NameWord {
  return { ...word, sound: word.other, skeleton: word.otherBones }
}
