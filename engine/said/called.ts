import { labelOf, pluralOf, type Language } from '#model'

type Named = Parameters<typeof labelOf>[0]
type Listed = Parameters<typeof pluralOf>[0]

/** What people call a field, an object or an action, in the language of whoever reads the sentence. */
export function called(declared: Named): (language: Language) => string {
  return (language) => labelOf(declared, language)
}

/** The same for the midst of a sentence: “this customer”. */
export function calledSmall(declared: Named): (language: Language) => string {
  return (language) => labelOf(declared, language).replace('…', '').toLowerCase()
}

/** Records of an object in the midst of a sentence: “customers”. */
export function manyCalled(declared: Listed): (language: Language) => string {
  return (language) => pluralOf(declared, language).toLowerCase()
}
