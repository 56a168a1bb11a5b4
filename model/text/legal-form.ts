import { legalFormTable } from './legal-form-table.ts'
import { words } from './words.ts'
import type { Words } from './words.ts'

/**
 * One legal form: the ISO codes of the countries that know it (`EU`: all of the Union), a rough kind that can
 * be compared across countries (`limited`, `stock`, `sole` …), where in the name it stands, its names, the
 * short form first, and those of them that are ordinary words once they are written in Latin letters.
 */
export type LegalForm = {
  countries: readonly string[]
  kind: string
  position: 'start' | 'end' | 'both'
  names: readonly string[]
  namesInOwnScript: readonly string[]
}

/** The legal form in a company's name, or undefined: "SIA Rīgas Osta" is limited, and so is "ООО Ромашка". */
export function legalForm(name: string): LegalForm | undefined {
  return withoutLegalForm(words(name)).form
}

/**
 * The words of a name parted into the distinctive ones and the legal form's. At least one word is always
 * distinctive: a company may be called "Group AS".
 */
export function withoutLegalForm({ latin, foreign }: Words): {
  name: string[]
  legal: string[]
  form: LegalForm | undefined
  /** All that are written so: SA is a company by shares, and in Estonia a foundation. */
  forms: readonly LegalForm[]
} {
  let from = 0
  let to = latin.length
  let form: LegalForm | undefined
  let forms: readonly LegalForm[] = []
  const take = (phrase: Phrase) => {
    const telling = moreTelling(form, phrase.form)
    if (telling === phrase.form) forms = formsByWords.get(phrase.words.join(' ')) ?? [phrase.form]
    form = telling
  }
  // "GmbH & Co. KG" and "SIA … group" carry several; the outermost names the form.
  for (let phrase = phraseBefore(to); phrase; phrase = phraseBefore(to)) {
    to -= phrase.words.length
    take(phrase)
  }
  for (let phrase = phraseAfter(from); phrase; phrase = phraseAfter(from)) {
    from += phrase.words.length
    take(phrase)
  }
  const legal = [...latin.slice(0, from), ...latin.slice(to)]
  return { name: from === 0 && to === latin.length ? latin : latin.slice(from, to), legal, form, forms }

  function phraseBefore(end: number): Phrase | undefined {
    const phrases = end - from > 1 ? byLastWord.get(latin[end - 1] as string) : undefined
    return phrases?.find((phrase) => matches(phrase, end - phrase.words.length))
  }
  function phraseAfter(start: number): Phrase | undefined {
    const phrases = to - start > 1 ? byFirstWord.get(latin[start] as string) : undefined
    return phrases?.find((phrase) => matches(phrase, start))
  }
  function matches(phrase: Phrase, start: number): boolean {
    if (start < from || start + phrase.words.length > to || phrase.words.length >= to - from) return false
    return phrase.words.every(
      (word, position) =>
        word === latin[start + position] && (!phrase.mustBeForeign || foreign[start + position] === true),
    )
  }
}

/** The text is a word of some legal form, in plain Latin letters: "sia", "limited", "obshchestvo". */
export function isLegalWord(word: string): boolean {
  return legalWords.has(word)
}

/** A run of Han characters parted into the distinctive ones and the legal form at its end: 百度 | 有限公司. */
export function withoutHanLegalForm(run: string): { name: string; legal: string } {
  for (const form of hanForms) {
    if (run.length > form.length && run.endsWith(form)) {
      return { name: run.slice(0, -form.length), legal: form }
    }
    if (form.charAt(0) === '株' && run.length > form.length && run.startsWith(form)) {
      return { name: run.slice(form.length), legal: form }
    }
  }
  return { name: run, legal: '' }
}

/** The run of Han characters is a legal form and nothing else. */
export function isHanLegalForm(run: string): boolean {
  return hanForms.includes(run)
}

type Phrase = { words: readonly string[]; mustBeForeign: boolean; form: LegalForm }

const phrases: Phrase[] = legalFormTable.flatMap((form) =>
  form.names.map((name) => ({
    words: words(name).latin,
    mustBeForeign: form.namesInOwnScript.includes(name),
    form,
  })),
)
const byLastWord = grouped(phrases.filter(endsNames), (phrase) => phrase.words.at(-1))
const byFirstWord = grouped(phrases.filter(startsNames), (phrase) => phrase.words[0])
const formsByWords = new Map(
  [...Map.groupBy(phrases, (phrase) => phrase.words.join(' '))].map(([spelling, alike]) => [
    spelling,
    alike.map(({ form }) => form),
  ]),
)
const legalWords = new Set(phrases.flatMap((phrase) => phrase.words))
const hanForms = legalFormTable
  .flatMap((form) => form.names)
  .filter((name) => /^\p{Script=Han}+$/u.test(name))
  .sort((left, right) => right.length - left.length)

function endsNames({ form }: Phrase): boolean {
  return form.position !== 'start'
}

function startsNames({ form }: Phrase): boolean {
  return form.position !== 'end'
}

/** A group or a company in general says less than any other form beside it. */
function moreTelling(left: LegalForm | undefined, right: LegalForm): LegalForm {
  return left === undefined || left.kind === 'group' || left.kind === 'other' ? right : left
}

function grouped(phrases: Phrase[], keyOf: (phrase: Phrase) => string | undefined): Map<string, Phrase[]> {
  const groups = Map.groupBy(phrases, (phrase) => keyOf(phrase) ?? '')
  for (const group of groups.values()) group.sort((left, right) => right.words.length - left.words.length)
  return groups
}
