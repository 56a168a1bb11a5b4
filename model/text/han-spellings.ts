import { readingOf } from './han-readings.ts'
import { latinOf } from './latin.ts'

/**
 * Regular expressions for a name in Han characters as it is written in Latin letters: as pinyin, with or
 * without gaps, the family name first or last. A character that names read otherwise counts in both ways.
 */
export function spokenHan(name: string): readonly string[] {
  const pieces = name.match(/\p{Script=Han}|[^\p{Script=Han}\s]+/gu) ?? []
  const spoken = pieces.map((piece) => (isHan(piece) ? either(readings(piece)) : escaped(latinWord(piece))))
  if (spoken.length < 2 || spoken.length > longestName || !pieces.every(isHan)) return [spoken.join(gap)]
  const family = compounds.has(pieces.slice(0, 2).join('')) && spoken.length > 2 ? 2 : 1
  const [first, given] = [spoken.slice(0, family).join(gap), spoken.slice(family).join(gap)]
  return [`${first}${gap}${given}`, `${given}[, -]{1,2}${first}`]
}

/**
 * Regular expressions for a name in Latin letters as it may stand in Han: any characters that are spoken so,
 * with no other Han beside them. None where the words are no pinyin, or too many for a name.
 */
export function hanSpoken(orders: readonly (readonly string[])[]): readonly string[] {
  const forms = orders.flatMap((order) => {
    const syllables = order.map(syllablesOf)
    if (!syllables.every((some) => some !== null)) return []
    const all = syllables.flat()
    if (all.length < 2 || all.length > longestName) return []
    return [all.map((one) => `[${characters().get(one) ?? ''}]`).join('')]
  })
  return [...new Set(forms)].map((form) => `(?<!${anyHan})${form}(?!${anyHan})`)
}

const gap = '[ -]?'
const longestName = 4
const [firstHan, lastHan] = [0x4e00, 0x9fff]
const anyHan = `[${String.fromCodePoint(firstHan)}-${String.fromCodePoint(lastHan)}]`

/** Family names of two characters. */
const compounds: ReadonlySet<string> = new Set(
  '欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 夏侯 端木 南宫 南宮 独孤 獨孤'.split(
    ' ',
  ),
)

/** Family names that are read otherwise than the same character elsewhere. */
const inNames = new Map(
  (
    '曾=zeng 单=shan 單=shan 解=xie 仇=qiu 朴=piao 查=zha 覃=qin 区=ou 區=ou 盖=ge 蓋=ge 翟=zhai 重=chong 乐=yue ' +
    '樂=yue 种=chong 缪=miao 繆=miao 尉=yu 那=na 尹=yin 任=ren 华=hua 華=hua 宁=ning 寧=ning 长=chang 長=chang'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)

/** How a character is spoken; ü as people and passports write it. */
function readings(character: string): readonly string[] {
  const all = [latinOf(character), readingOf(character), inNames.get(character)]
  const known = [...new Set(all.filter((one) => one !== undefined))]
  return known.flatMap((one) =>
    /^[ln]v/.test(one) ? ['v', 'u', 'yu', 'ü'].map((u) => one[0] + u + one.slice(2)) : one,
  )
}

function either(all: readonly string[]): string {
  return all.length === 1 ? (all[0] ?? '') : `(?:${all.join('|')})`
}

let bySound: Map<string, string> | undefined

/** Which characters are spoken so. */
function characters(): ReadonlyMap<string, string> {
  if (bySound) return bySound
  bySound = new Map()
  for (let code = firstHan; code <= lastHan; code++) {
    const character = String.fromCodePoint(code)
    for (const sound of new Set(readings(character)))
      bySound.set(sound, (bySound.get(sound) ?? '') + character)
  }
  return bySound
}

const longestSyllable = 6

/** The syllables of a word, the longest first, as people read pinyin that is written together. */
function syllablesOf(word: string): readonly string[] | null {
  if (word === '') return []
  for (let length = Math.min(longestSyllable, word.length); length > 0; length--) {
    const syllable = word.slice(0, length)
    const rest = characters().has(syllable) ? syllablesOf(word.slice(length)) : null
    if (rest) return [syllable, ...rest]
  }
  return null
}

function isHan(text: string): boolean {
  return /^\p{Script=Han}+$/u.test(text)
}

function latinWord(text: string): string {
  return [...text].map(latinOf).join('')
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}
