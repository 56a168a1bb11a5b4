import { hanGrams, identifierGram, insideGrams, legalGram, startGrams } from './grams.ts'
import { latin } from './latin.ts'
import { isHanLegalForm, isLegalWord, withoutLegalForm } from './legal-form.ts'
import { identifierKey } from './search-key.ts'
import { words } from './words.ts'

/**
 * What somebody typed into a search box, made ready for the index.
 *
 * A record is found if it has `identifier.gram` and a number that begins with `identifier.key`, or if for
 * every word its key, with a space put before it, is LIKE `inside` (or `startOfWord`, for the better
 * rank). The grams only narrow what is read: intersect those of all words that are not `legal`; a query of
 * legal words alone finds names that start so, and else the forms themselves, by `legalGram`.
 */
export type SearchQuery = {
  /** The query in its normal form; empty if nothing can be searched for. */
  key: string
  words: SearchWord[]
  /** LIKE patterns of names that start with what was typed, with the legal form left out. */
  startOfName: string[]
  /** Numbers and tax numbers; null if no digit was typed. */
  identifier: { key: string; gram: number } | null
}

export type SearchWord = {
  text: string
  /** LIKE pattern on the key with a space before it. */
  startOfWord: string
  inside: string
  /** All of these are in the grams of a name in which a word begins so. */
  startGrams: number[]
  /**
   * All of these are in the grams of a name that holds it; null if it is too short to be looked for inside.
   */
  insideGrams: number[] | null
  /** The gram of the legal form that this word is or may be, else null. */
  legalGram: number | null
}

/** The query for what was typed; see `SearchQuery`. Never throws, whatever was typed. */
export function searchQuery(typed: string): SearchQuery {
  const found = words(typed)
  const runs = new Map(found.han.map((run) => [latin(run), run]))
  const distinct = [...new Set(found.latin)].slice(0, mostWords)
  const searched = distinct.map((word) => {
    const run = runs.get(word)
    return run === undefined ? latinWord(word) : hanWord(run)
  })
  const name = found.han.length > 0 ? [] : withoutLegalForm(found).name
  const [firstHan] = found.han
  const identifier = identifierKey(typed)
  return {
    key: found.latin.join(' '),
    words: searched,
    startOfName: firstHan === undefined ? patternsOf(name, found.latin) : [`% ^${firstHan}%`],
    identifier: /[0-9]/.test(identifier) ? { key: identifier, gram: identifierGram(identifier) } : null,
  }
}

const mostWords = 8

function patternsOf(name: string[], all: string[]): string[] {
  return [...new Set([name.join(' '), all.join(' ')])].filter((text) => text !== '').map((text) => `${text}%`)
}

function latinWord(text: string): SearchWord {
  return {
    text,
    startOfWord: `% ${text}%`,
    inside: `%${text}%`,
    startGrams: startGrams(text),
    insideGrams: text.length < 3 ? null : insideGrams(text),
    legalGram: isLegalWord(text) ? legalGram(text) : null,
  }
}

function hanWord(run: string): SearchWord {
  const pattern = run.length < 2 ? `%^${run}%` : `%${run}%`
  return {
    text: run,
    startOfWord: pattern,
    inside: pattern,
    startGrams: hanGrams(run),
    insideGrams: run.length < 2 ? null : hanGrams(run),
    legalGram: isHanLegalForm(run) ? legalGram(run) : null,
  }
}
