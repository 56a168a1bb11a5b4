import { latin, latinOf } from './latin.ts'
import { words } from './words.ts'

/**
 * Regular expressions, as PostgreSQL and JavaScript read them alike, that find a name in a text however it is
 * spelled there: with or without accents and capitals, in Latin, Cyrillic, Georgian, Greek or Armenian
 * letters, its words in another order, parted by up to three signs. Two spellings are the same name where the
 * search takes them for the same (`latin`). Han is found as it is written, and as pinyin with or without
 * gaps; a name in other letters is not found in Han.
 */
export function spellings(name: string): readonly string[] {
  const found = words(name)
    .latin.filter((word) => word !== '')
    .slice(0, mostWords)
  const orders = found.length <= 3 ? ordersOf(found) : [found, [...found.slice(-1), ...found.slice(0, -1)]]
  const spelled = orders.map((order) => order.map(spellingsOfWord).join(between))
  const han = /\p{Script=Han}/u.test(name)
    ? [escaped(name.trim()).replaceAll(/\s+/g, '\\s+'), pinyinOf(name)]
    : []
  return [...new Set([...han, ...spelled])].filter((form) => form !== '')
}

const mostWords = 8
/** A quote parts two values of JSON, and what stands before @ is an address as a whole. */
const between = '[^[:alnum:]"@]{1,3}'

/** The same for JavaScript, which has no classes by name; of flags it needs `u` and `i`. */
export function spellingInScript(form: string): string {
  return form.replaceAll('[:alnum:]', String.raw`\p{L}\p{N}`)
}

function ordersOf(all: readonly string[]): readonly (readonly string[])[] {
  if (all.length < 2) return [all]
  return all.flatMap((first, at) => ordersOf(all.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

function pinyinOf(name: string): string {
  return [...name.matchAll(/\p{Script=Han}|[^\p{Script=Han}\s]+/gu)]
    .map(([sign]) => escaped(latin(sign)))
    .join('[ -]?')
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
