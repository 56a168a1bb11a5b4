import type { Language } from '#model'

/** A sentence in every language but English, which is its name: `{ 'Write your name.': { lv: '…', … } }`. */
export type Texts = Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>>

/** What fills a place in a sentence. What differs by language, such as a label, is given as a function. */
export type Filling = string | number | Said | ((language: Language) => string)

/** A sentence that is said already, or one that waits for the language of whoever asked. */
export type Sentence = string | Said

/** Parameters are words in braces; `{ "like": "this" }` stands for itself. */
type Places<S extends string> = S extends `${string}{${infer P}}${infer R}`
  ? (P extends `${string}${' ' | '"' | '{' | ','}${string}` ? never : P) | Places<R>
  : never

type Fillings<S extends string> = [Places<S>] extends [never]
  ? []
  : [fillings: { readonly [P in Places<S>]: Filling }]

/** A sentence for people that can be said in each of their languages. */
export class Said {
  readonly text: string
  readonly #others: Texts[string]
  readonly #fillings: Readonly<Record<string, Filling>>

  constructor(text: string, others: Texts[string], fillings: Readonly<Record<string, Filling>>) {
    this.text = text
    this.#others = others
    this.#fillings = fillings
  }

  in(language: Language): string {
    const text = language === 'en' ? this.text : this.#others[language]
    return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const filling = this.#fillings[name]
      if (filling === undefined) return place
      return typeof filling === 'function' ? filling(language) : words(filling, language)
    })
  }

  toString(): string {
    return this.in('en')
  }

  toJSON(): string {
    return this.in('en')
  }
}

/** The sentence in a language; one that is said already stays as it is. */
export function words(sentence: Sentence | number, language: Language): string {
  return sentence instanceof Said ? sentence.in(language) : String(sentence)
}

/**
 * Gives a part of the program its sentences: `said('Wait {seconds} s.', { seconds })`. A sentence that its
 * texts do not have in every language, or that is not given what it asks for, does not compile.
 */
export function sayer<const T extends Texts>(
  texts: T,
): <K extends keyof T & string>(text: K, ...fillings: Fillings<K>) => Said {
  return (text, ...[fillings]) => new Said(text, texts[text] as Texts[string], fillings ?? {})
}
