import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { hangul, kanji, latinLetters, simplified, traditional } from './letter-frequency.ts'
import { decodeText } from './text-encoding.ts'

export type EncodingGuess = {
  /** Best first. */
  readonly encodings: readonly string[]
  /** Bytes of the samples that mean nothing in the first of them. */
  readonly unreadable: number
}

/**
 * Guesses in which encoding a text was written, from pieces of it of which the first is its beginning.
 * UTF-8 and UTF-16 show themselves; the others are told by how likely the letters are in the languages
 * that the encoding serves, and by how words are written in them.
 */
export function guessEncoding(samples: readonly Buffer[]): EncodingGuess {
  const marked = byteOrderMark(samples[0] ?? Buffer.alloc(0)) ?? wideWithoutMark(samples)
  if (marked) return { encodings: [marked], unreadable: 0 }
  const broken = samples.reduce((sum, sample) => sum + brokenUtf8(sample), 0)
  if (broken === 0) return { encodings: ['utf-8'], unreadable: 0 }
  const text = interesting(samples)
  const scored = candidates
    .map(({ encoding, score }, at) => ({
      encoding,
      score: score(decodeText(text, encoding)) + (at < 4 ? 1.4 : 0),
    }))
    .sort((a, b) => b.score - a.score)
  const encodings = scored.map(({ encoding }) => encoding)
  // A file whose writer broke a letter or two is still UTF-8: cut fields, a pasted line.
  const wellFormed = samples.reduce((sum, sample) => sum + multibyteUtf8(sample), 0)
  if (wellFormed > broken * 10) return { encodings: ['utf-8', ...encodings], unreadable: broken }
  return { encodings, unreadable: lost(decodeText(text, encodings[0] ?? 'utf-8')) }
}

type Candidate = { encoding: string; score: (text: string) => number }

const alphabet = (...languages: string[]): ((text: string) => number) => {
  const tables = languages.map((language) => frequencies(latinLetters[language] ?? ''))
  return (text) => Math.max(...tables.map((table) => scoreWords(text, table)))
}

const west = alphabet('german', 'french', 'iberian', 'italian', 'nordic')
const centre = alphabet('polish', 'czech', 'hungarian', 'southSlavic', 'romanian', 'german')
const baltic = alphabet('latvian', 'lithuanian', 'estonian')
const cyrillic = alphabet('russian', 'ukrainian', 'bulgarian')

/** The first four are met far more often than the others, which counts where the text is short. */
const candidates: readonly Candidate[] = [
  { encoding: 'windows-1257', score: baltic },
  { encoding: 'windows-1251', score: cyrillic },
  { encoding: 'windows-1252', score: west },
  { encoding: 'gb18030', score: han(simplified, 'gb2312', false) },
  { encoding: 'windows-1250', score: centre },
  { encoding: 'big5', score: han(traditional, 'big5', false) },
  { encoding: 'shift_jis', score: han(kanji, 'shift_jis', true) },
  { encoding: 'euc-jp', score: han(kanji, 'shift_jis', true) },
  { encoding: 'euc-kr', score: korean() },
  { encoding: 'windows-1253', score: alphabet('greek') },
  { encoding: 'windows-1254', score: alphabet('turkish') },
  { encoding: 'koi8-r', score: cyrillic },
  { encoding: 'cp866', score: cyrillic },
  { encoding: 'iso-8859-5', score: cyrillic },
  { encoding: 'iso-8859-2', score: centre },
  { encoding: 'iso-8859-4', score: baltic },
  { encoding: 'cp775', score: baltic },
  { encoding: 'cp852', score: centre },
  { encoding: 'cp850', score: west },
  { encoding: 'iso-8859-15', score: west },
]

function byteOrderMark(start: Buffer): string | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8'
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return undefined
}

/** UTF-16 of a table has a zero byte in each delimiter and line break, always on the same side. */
function wideWithoutMark(samples: readonly Buffer[]): string | undefined {
  let even = 0
  let odd = 0
  let length = 0
  for (const sample of samples.slice(0, 4)) {
    const end = Math.min(sample.length, 65_536)
    for (let at = 0; at < end; at += 1) {
      if (sample[at] !== 0) continue
      if (at % 2 === 0) even += 1
      else odd += 1
    }
    length += end
  }
  if (odd > 2 && odd > length / 50 && odd > even * 20) return 'utf-16le'
  return even > 2 && even > length / 50 && even > odd * 20 ? 'utf-16be' : undefined
}

/** How many bytes cannot be UTF-8, not counting a letter cut at either end of the sample. */
function brokenUtf8(sample: Buffer): number {
  let from = 0
  while (from < 3 && from < sample.length && ((sample[from] ?? 0) & 0xc0) === 0x80) from += 1
  let to = sample.length
  for (let back = 1; back <= 3 && back < sample.length; back += 1) {
    const byte = sample[sample.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    if (byte >= 0xc0) to = sample.length - back
    break
  }
  const whole = sample.subarray(from, Math.max(from, to))
  if (isUtf8(whole)) return 0
  return Math.max(1, lost(whole.toString('utf8')))
}

function multibyteUtf8(sample: Buffer): number {
  let count = 0
  for (const character of sample.subarray(0, 1_000_000).toString('utf8')) {
    if (character > '\x7f' && character !== '\ufffd') count += 1
  }
  return count
}

function lost(text: string): number {
  return text.split('\ufffd').length - 1
}

/** The lines that say something of the encoding, a few thousand bytes of them. */
function interesting(samples: readonly Buffer[]): Buffer {
  const lines: Buffer[] = []
  let length = 0
  for (const sample of samples) {
    const share = length + 12_000 / samples.length
    for (let at = 0; at < sample.length && length < share;) {
      const found = sample.indexOf(10, at)
      const end = Math.min(found === -1 ? sample.length : found + 1, at + 4000)
      const line = sample.subarray(at, end)
      if (line.some((byte) => byte >= 0x80)) {
        lines.push(line)
        length += line.length
      }
      at = end
    }
  }
  return Buffer.concat(lines)
}

const rare = Math.log(2e-4)
const impossible = Math.log(1e-6)
const punctuation = Math.log(0.02)
const usualMarks = new Set('\u00a0«»“”„‘’–—…№°§€·•©®™×¹²³½¼´')

function frequencies(table: string): Map<string, number> {
  const pairs = table
    .split(' ')
    .map((pair) => [pair.slice(0, 1), Math.log(Number(pair.slice(1)) / 1000)] as const)
  return new Map(pairs)
}

/** The logarithm of how likely the text is in a language with letters of this frequency. */
function scoreWords(text: string, table: ReadonlyMap<string, number>): number {
  let score = 0
  for (const piece of text.match(/[\p{L}\p{M}]+|[^\p{L}\p{M}]+/gu) ?? []) {
    if (/^\p{L}/u.test(piece)) score += scoreWord(piece, table)
    else for (const character of piece) if (character > '\x7f') score += scoreMark(character)
  }
  return score
}

function scoreWord(word: string, table: ReadonlyMap<string, number>): number {
  let score = 0
  let plain = 0
  let run = 0
  for (const letter of word) {
    if (letter <= '\x7f') {
      plain += 1
      run = 0
      continue
    }
    run += 1
    score += table.get(letter) ?? table.get(letter.toLowerCase()) ?? rare
    // Letters with marks stand among plain ones; three in a row are another alphabet misread.
    if (run > 2 && letter < '\u0250') score += Math.log(0.05)
  }
  const strange = word.length - plain
  if (strange === 0) return 0
  if (plain > 0 && /[\u0370-\u052f]/.test(word)) score += Math.log(0.001)
  return score + caseLikelihood(word)
}

function caseLikelihood(word: string): number {
  const lower = word.toLowerCase()
  if (word === lower) return Math.log(0.6)
  if (word === word.toUpperCase()) return Math.log(0.15)
  return word.slice(1) === lower.slice(1) ? Math.log(0.25) : Math.log(0.002)
}

function scoreMark(character: string): number {
  if (character === '\ufffd' || /[\u0080-\u009f\ue000-\uf8ff]/.test(character)) return impossible
  return usualMarks.has(character) ? punctuation : rare
}

function han(usual: string, ordinary: string, withKana: boolean): (text: string) => number {
  const known = new Set(usual)
  return (text) => {
    let score = 0
    for (const character of text) {
      if (character <= '\x7f') continue
      if (known.has(character)) score += Math.log(0.0014)
      else if (/[\u3001-\u3011\uff01-\uff5e\u3000]/.test(character)) score += Math.log(0.005)
      else if (/[\u3041-\u30ff]/.test(character)) score += withKana ? Math.log(0.01) : Math.log(1e-5)
      else if (/[\uff61-\uff9f]/.test(character)) score += withKana ? Math.log(0.002) : impossible
      else if (usualMarks.has(character)) score += Math.log(0.002)
      else if (/\p{Script=Han}/u.test(character))
        score += firstLevel(character, ordinary) ? Math.log(1e-4) : Math.log(3e-6)
      else score += scoreMark(character) + Math.log(0.01)
    }
    return score
  }
}

/** Character sets put their everyday characters first, in rows that begin with these bytes. */
function firstLevel(character: string, encoding: string): boolean {
  const bytes = iconv.encode(character, encoding)
  const lead = bytes.length === 2 ? (bytes[0] ?? 0) : 0
  if (encoding === 'gb2312') return lead >= 0xb0 && lead <= 0xd7
  return encoding === 'big5' ? lead >= 0xa4 && lead <= 0xc6 : lead >= 0x88 && lead <= 0x97
}

function korean(): (text: string) => number {
  const known = new Set(hangul)
  return (text) => {
    let score = 0
    for (const character of text) {
      if (character <= '\x7f') continue
      if (known.has(character)) score += Math.log(0.006)
      else if (/[\uac00-\ud7a3]/.test(character)) score += Math.log(6e-4)
      else if (/[\u3001-\u3011\uff01-\uff5e]/.test(character)) score += Math.log(0.005)
      else if (/\p{Script=Han}/u.test(character)) score += Math.log(1e-5)
      else score += scoreMark(character)
    }
    return score
  }
}
