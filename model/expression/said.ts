import type { formulaSentences } from './sentences/formula-sentences.ts'
import type { kindSentences } from './sentences/kind-sentences.ts'
import type { valueSentences } from './sentences/value-sentences.ts'
import type { whereSentences } from './sentences/where-sentences.ts'

/** A sentence that has its words in every language; a new one has to be given them. */
export type Sentence =
  | keyof typeof formulaSentences
  | keyof typeof kindSentences
  | keyof typeof valueSentences
  | keyof typeof whereSentences

/** A sentence with what fills its places; one that begins with `kind` takes the name of a kind of value. */
export type Said = {
  readonly sentence: Sentence
  readonly params: Readonly<Record<string, string | number>>
}

export function say(sentence: Sentence, params: Said['params'] = {}): Said {
  return { sentence, params }
}

/** The English text, in which the error speaks by itself. */
export function inEnglish(said: readonly Said[]): string {
  return said.map(({ sentence, params }) => fillSentence(sentence, params, englishKinds)).join(' ')
}

const englishKinds: Readonly<Record<string, string>> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  day: 'a day',
  instant: 'an instant',
  reference: 'a reference to a record',
  opaque: 'of a kind that formulas cannot use',
  list: 'a list of many values',
}

/** The text with its places filled, and kinds by their words in `kinds`. */
export function fillSentence(
  text: string,
  params: Said['params'],
  kinds: Readonly<Record<string, string>>,
): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name]
    if (value === undefined) return place
    return name.startsWith('kind') ? (kinds[value] ?? String(value)) : String(value)
  })
}
