import type { Language } from '#model'
import { said } from './said/said.ts'
import { Said, words, type Filling, type Sentence } from './said/sayer.ts'

/** One field at fault: where, a stable code, and a sentence that says what to do. */
export type FieldError = { readonly field: string; readonly code: string; readonly message: Sentence }

/**
 * An answer that is not success: an HTTP status, a stable code and a sentence that says what to do. Its
 * `message` is English, for logs; people read what `in` says in their language.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly details: {
    readonly errors?: readonly FieldError[]
    readonly warnings?: readonly Warning[]
    readonly [key: string]: unknown
  }
  readonly sentence: Sentence

  constructor(status: number, code: string, sentence: Sentence, details: Problem['details'] = {}) {
    super(words(sentence, 'en'))
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.details = details
    this.sentence = sentence
  }

  in(language: Language): string {
    return words(this.sentence, language)
  }
}

/** What a problem, or a field at fault, has to say. */
export function sentenceOf(fault: Problem | FieldError | Warning): Sentence {
  return fault instanceof Problem ? fault.sentence : fault.message
}

/** Fields at fault, or warnings, as people read them. */
export function spoken<F extends { readonly message: Sentence }>(
  faults: readonly F[],
  language: Language,
): (F & { readonly message: string })[] {
  return faults.map((fault) => ({ ...fault, message: words(fault.message, language) }))
}

export type Warning = { readonly code: string; readonly message: Sentence }

/** The business says no. */
export class Refusal extends Problem {
  readonly params: Readonly<Record<string, unknown>>

  constructor(code: string, sentence: Sentence, params: Readonly<Record<string, unknown>> = {}) {
    super(409, code, sentence)
    this.name = 'Refusal'
    this.params = params
  }
}

type Params<S extends string> = S extends `${string}{${infer P}}${infer R}` ? P | Params<R> : never

type Others = Readonly<Record<Exclude<Language, 'en'>, string>>

/**
 * The refusals of a module, by name, in English and in the other languages, with parameters typed from the
 * text:
 * `refusals('credit', { exceeded: '{customer} is {excess} over.' }, { exceeded: { lv: '…', … } })`.
 */
export function refusals<const M extends Record<string, string>>(
  module: string,
  texts: M,
  others: { readonly [K in keyof M]: Others },
): { readonly [K in keyof M]: (params: { readonly [P in Params<M[K] & string>]: unknown }) => Refusal } {
  const make = (name: string, text: string) => (params: Readonly<Record<string, unknown>>) => {
    const sentence = new Said(text, others[name] as Others, params as Readonly<Record<string, Filling>>)
    return new Refusal(`${module}.${name}`, sentence, params)
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, make(name, text)])) as never
}

/** There is no such record, or none that one may see: both answer the same. */
export function notFound(): Problem {
  return new Problem(
    404,
    'notFound',
    said('There is nothing here that you may see. It may have been deleted, or the address may be wrong.'),
  )
}

/** Fields at fault. */
export function fieldErrors(errors: readonly FieldError[]): Problem {
  const first = errors[0]?.message ?? said('Some fields are not right.')
  const all =
    errors.length > 1 ? said('{first} (and {count} more)', { first, count: errors.length - 1 }) : first
  return new Problem(422, 'fields', all, { errors })
}
