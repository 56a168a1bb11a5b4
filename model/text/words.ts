import { latinOf } from './latin.ts'

/**
 * The words of a name or a query: in plain Latin letters, and the runs of Han characters as they are written.
 * Letters of an abbreviation belong together ("S.p.A.", "A/S"), and an apostrophe parts nothing ("O'Neil").
 */
export function words(text: string): Words {
  const found: Words = { latin: [], foreign: [], han: [] }
  if (/[\u0300-\u036f]/.test(text)) text = text.slice(0, longestTextLength).normalize('NFC')
  const end = Math.min(text.length, longestTextLength)
  let word = ''
  let wordIsForeign = false
  let letters = 0 // in the word, as written
  let han = ''
  let separators = '' // since the last word
  let initials = false // the last word found is an abbreviation of single letters
  const finish = () => {
    if (word === '') return
    const last = found.latin.length - 1
    if (letters === 1 && initials && (separators === '.' || separators === '/')) {
      found.latin[last] += word
      if (wordIsForeign) found.foreign[last] = true
    } else {
      found.latin.push(word)
      found.foreign.push(wordIsForeign)
      initials = letters === 1
    }
    if (han !== '') found.han.push(han)
    word = han = separators = ''
    wordIsForeign = false
    letters = 0
  }
  for (let position = 0; position < end; position++) {
    let code = text.charCodeAt(position)
    if (code < 128) {
      const letter = asciiLetters[code] as string
      if (letter === ' ') {
        finish()
        if (separators.length < 2) separators += text[position]
      } else if (letter !== '') {
        word += letter
        letters++
      }
      continue
    }
    if (code >= 0xd800 && code <= 0xdbff) {
      code = text.codePointAt(position) ?? code
      if (code > 0xffff) position++
    }
    const { latin, isSeparator, isHan, isForeign } = (known[code] ??= characterOf(code))
    if (isSeparator) {
      finish()
      if (separators.length < 2) separators += latin
    } else if (latin !== '') {
      // A Latin word next to Han characters is a word of its own.
      if (isHan !== (han !== '') && word !== '') finish()
      if (isHan) han += String.fromCodePoint(code)
      word += latin
      letters++
      wordIsForeign ||= isForeign
    }
  }
  finish()
  return found
}

/**
 * `latin` and `foreign` go together: a word is foreign if it was written in another script. `han` has one run
 * for each word that was written in Han characters.
 */
export type Words = { latin: string[]; foreign: boolean[]; han: string[] }

/** Longer texts are cut, so that no hostile text costs more than a long name. */
export const longestTextLength = 400

type Character = { latin: string; isSeparator: boolean; isHan: boolean; isForeign: boolean }

const known: Character[] = []
const asciiLetters = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  return character === "'" || character === '`' ? '' : ' '
})

function characterOf(code: number): Character {
  const character = String.fromCodePoint(code)
  const isLetter = /[\p{L}\p{N}\p{M}]/u.test(character)
  const latin = latinOf(character)
  const letters = latin.replace(/[^a-z0-9]/g, '')
  return {
    latin: isLetter ? letters : latin.charAt(0),
    isSeparator: !isLetter && !/^[’‘ʼ´′]$/.test(character),
    isHan: /\p{Script=Han}/u.test(character),
    isForeign: isLetter && !/\p{Script=Latin}/u.test(character) && letters !== '',
  }
}
