import { hanSpoken, spokenHan } from './han-spellings.ts'
import { inflections } from './inflections.ts'
import { latinOf } from './latin.ts'
import { words } from './words.ts'

/** How a name is looked for in texts. */
export type Spellings = {
  /**
   * Regular expressions, as PostgreSQL and JavaScript read them alike, that find every spelling of it, and
   * some words that only begin like its own.
   */
  readonly forms: readonly string[]
  /** Whether what was found by them is the name. */
  isName(found: string): boolean
}

/**
 * Finds a name in a text however it is spelled there: with or without accents and capitals, in Latin,
 * Cyrillic, Georgian, Greek or Armenian letters, its words in another order, parted by up to three signs, and
 * declined as Latvian, Russian and Georgian decline it (`inflections`). Two spellings are the same name where
 * the search takes them for the same (`latin`). Han is found as it is written and as it is spoken, and what
 * can be pinyin is found in Han.
 *
 * To spell out all forms of all words would make an expression of a hundred thousand signs, so the end of a
 * word is left open in it, and looked at in what it found.
 */
export function spellings(name: string): Spellings {
  const found = words(name)
    .latin.filter((word) => word !== '')
    .slice(0, mostWords)
  const orders = found.length <= 3 ? ordersOf(found) : [found, [...found.slice(-1), ...found.slice(0, -1)]]
  const isHan = /\p{Script=Han}/u.test(name)
  const open = new Map(found.map((word) => [word, openEnded(word)]))
  const spelled = onlyHan.test(name)
    ? []
    : orders.map((order) => order.map((word) => open.get(word)).join(between))
  const han = isHan
    ? [escaped(name.trim()).replaceAll(/\s+/g, '\\s+'), ...spokenHan(name)]
    : hanSpoken(orders)
  const exact = new RegExp(`^(?:${han.map(spellingInScript).join('|')})$`, 'iu')
  return {
    forms: [...new Set([...han, ...spelled])].filter((form) => form !== ''),
    isName: (text) => (han.length > 0 && exact.test(text)) || isDeclined(found, words(text).latin),
  }
}

/**
 * The same of one Latin word that somebody types, or of its beginning: it is not declined. For small letters.
 */
export function wordSpellings(word: string): string {
  return [spellingsOfWord(word), ...hanSpoken([[word]])].join('|')
}

/** Whether these are the words of a name, each in one of its forms, in any order. */
function isDeclined(name: readonly string[], text: readonly string[]): boolean {
  const left = [...name]
  for (const word of text) {
    const at = left.findIndex((one) => inflections(one).includes(word))
    if (at < 0) return false
    left.splice(at, 1)
  }
  return left.length === 0
}

const onlyHan = /^[\p{Script=Han}\s]+$/u
const mostWords = 8
/** A quote parts two values of JSON, and what stands before @ is an address as a whole. */
const between = '[^[:alnum:]"@]{1,3}'

/** The same for JavaScript, which has no classes by name; of flags it needs `u` and `i`. */
export function spellingInScript(form: string): string {
  return form.replaceAll('[:alnum:]', String.raw`\p{L}\p{N}`).replaceAll('[:alpha:]', String.raw`\p{L}`)
}

function ordersOf(all: readonly string[]): readonly (readonly string[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((first, at) => ordersOf(all.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

/** What all inflections of a word have in common, and whatever letters follow. */
function openEnded(word: string): string {
  const stem = inflections(word).reduce(commonBeginning)
  if (stem === word && inflections(word).length === 1) return spellingsOfWord(word)
  const open = `${spellingsOfWord(stem)}${anyEnd}`
  // A letter may stand for some of the stem and some of the end: Клинц.
  return isParted(word, stem.length) ? `(?:${spellingsOfWord(word)}|${open})` : open
}

const anyEnd = `[[:alpha:]${range(0x300, 0x36f)}'’ʼ]*`

function isParted(word: string, at: number): boolean {
  for (let from = Math.max(0, at - longestOutput + 1); from < at; from++)
    for (let to = at + 1; to <= Math.min(word.length, from + longestOutput); to++)
      if (sources().has(word.slice(from, to))) return true
  return false
}

function commonBeginning(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return one.slice(0, at)
}

/** Marks of accents and signs that are no letter in Latin: they may stand behind any letter. */
const silent = `[${range(0x300, 0x36f)}'’ʼъьЪЬ]*`
const longestOutput = 4

/** A word in Latin letters, in all ways in which other letters come to it. */
function spellingsOfWord(word: string): string {
  let result = ''
  for (let at = 0; at < word.length;) {
    const end = clusterEnd(word, at)
    const ways = waysThrough(word.slice(at, end))
    result += ways.length === 1 ? ways[0] : `(?:${ways.join('|')})`
    at = end
  }
  return result
}

/** Where the letters end that one letter of another script may stand for some of. */
function clusterEnd(word: string, start: number): number {
  let end = start + 1
  for (let at = start; at < end; at++)
    for (let length = 2; length <= longestOutput && at + length <= word.length; length++)
      if (sources().has(word.slice(at, at + length))) end = Math.max(end, at + length)
  return Math.min(end, start + longestCluster)
}

/** A cluster has so many ways at most as it has parts. */
const longestCluster = 6

function waysThrough(letters: string): readonly string[] {
  if (letters === '') return ['']
  const ways: string[] = []
  for (let length = 1; length <= Math.min(longestOutput, letters.length); length++) {
    const piece = letters.slice(0, length)
    const known = sources().get(piece) ?? ''
    if (length > 1 && known === '') continue
    const own = length === 1 ? escaped(piece) + known : known
    const letter = own.length === 1 ? own : `[${own}]`
    for (const rest of waysThrough(letters.slice(length))) ways.push(letter + silent + rest)
  }
  return ways
}

let made: Map<string, string> | undefined

/** Which letters become these in Latin. */
function sources(): ReadonlyMap<string, string> {
  if (made) return made
  made = new Map()
  const ranges = [
    [0xc0, 0x24f],
    [0x370, 0x3ff],
    [0x400, 0x52f],
    [0x531, 0x587],
    [0x10a0, 0x10ff],
    [0x1c90, 0x1cbf],
    [0x1e00, 0x1eff],
  ] as const
  for (const [first, last] of ranges)
    for (const character of charactersFrom(first, last)) {
      if (!/\p{L}/u.test(character)) continue
      const key = latinOf(character)
      if (/^[a-z0-9]{1,4}$/.test(key)) made.set(key, (made.get(key) ?? '') + character)
    }
  return made
}

function range(first: number, last: number): string {
  return `${String.fromCodePoint(first)}-${String.fromCodePoint(last)}`
}

function charactersFrom(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
