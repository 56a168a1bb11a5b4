import { fold } from '../text/fold.ts'

/**
 * A heading as it is compared: words in small letters without accents and signs, `creditLimit` and
 * `credit_limit` as two words, and all ways to write "number" as one.
 */
export function headerWords(header: string): string {
  const apart = header
    .normalize('NFKC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll('№', ' nr ')
  return fold(apart)
    .replace(/#/g, ' nr ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => (numberWords.has(word) ? 'nr' : word))
    .join(' ')
}

const numberWords = new Set(['number', 'no', 'nr', 'num', 'numurs', 'numero', 'номер', 'ном', 'ნომერი'])

/**
 * How well a heading says a phrase, from 0 to 1: 1 where it is nothing else, less for each word beside it. A
 * phrase of Chinese characters counts anywhere in the heading, since no spaces part words there.
 */
export function headerLikeness(header: string, phrase: string): number {
  if (phrase === '' || header === '') return 0
  if (header === phrase || header.replaceAll(' ', '') === phrase.replaceAll(' ', '')) return 1
  if (/\p{Script=Han}/u.test(phrase)) {
    return phrase.length > 1 && header.includes(phrase) ? 0.9 * (phrase.length / header.length) ** 0.5 : 0
  }
  const words = header.split(' ')
  const wanted = phrase.split(' ')
  if (!wanted.every((word) => words.includes(word))) return 0
  return 0.9 * (wanted.join('').length / words.join('').length) ** 0.5
}
