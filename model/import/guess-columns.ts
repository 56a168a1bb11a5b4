import type { Field } from '../declaration.ts'
import type { TextStyle } from '../field-type.ts'
import { type Content, columnContent, shareTaken } from './column-content.ts'
import { type Meaning, meanings } from './column-words.ts'
import { headerLikeness, headerWords } from './header-words.ts'

/** A field that a column may go to; the name of a field of owned lines has a dot (`addresses.street`). */
export type ImportField = {
  readonly name: string
  readonly field: Field
  /** Fields without which it makes nothing: the obligatory ones of the lines that it belongs to. */
  readonly needs?: readonly string[]
}

export type ColumnGuess = {
  /** The column, counted from 0. */
  readonly column: number
  /** Null where nothing fits, and the column is better left out. */
  readonly field: string | null
  /** `certain`: it is called so; `likely`: it is called much like it; `guess`: it only looks so. */
  readonly certainty: 'certain' | 'likely' | 'guess' | 'none'
}

export type ColumnsToGuess = {
  readonly headers: readonly string[]
  /** Some cells of each column. */
  readonly samples: readonly (readonly string[])[]
  readonly fields: readonly ImportField[]
  readonly style: TextStyle
}

/**
 * Guesses which column of a file goes to which field, each field at most once: by the field's name and labels
 * in five languages, by its own synonyms, by what such columns are usually called, and last by what stands
 * in them. A column whose cells the field would not take is trusted less.
 */
export function guessColumns({ headers, samples, fields, style }: ColumnsToGuess): ColumnGuess[] {
  const offers = headers.flatMap((header, column) =>
    columnOffers(header, samples[column] ?? [], column, fields, style),
  )
  // The best offer goes first; of equal ones the column further left.
  offers.sort((a, b) => b.score - a.score || a.column - b.column || a.order - b.order)
  const needs = new Map(fields.map((one) => [one.name, one.needs ?? []]))
  const columns = bestOffers(offers, needs)
  return headers.map((_, column) => {
    const offer = columns.get(column)
    if (!offer) return { column, field: null, certainty: 'none' }
    return { column, field: offer.field, certainty: certaintyOf(offer.score) }
  })
}

/**
 * The best offer of each column, each field once. A field whose lines would lack an obligatory one (the kind
 * of an identifier that no column numbers) could only be refused, so its column takes what it has besides.
 */
function bestOffers(
  offers: readonly Offer[],
  needs: ReadonlyMap<string, readonly string[]>,
): Map<number, Offer> {
  const columns = new Map<number, Offer>()
  const taken = new Set<string>()
  for (const offer of offers) {
    if (columns.has(offer.column) || taken.has(offer.field)) continue
    columns.set(offer.column, offer)
    taken.add(offer.field)
  }
  const lacking = new Set(
    [...taken].filter((name) => needs.get(name)?.some((needed) => !taken.has(needed)) === true),
  )
  if (lacking.size === 0) return columns
  return bestOffers(
    offers.filter(({ field }) => !lacking.has(field)),
    needs,
  )
}

type Offer = {
  readonly column: number
  readonly field: string
  readonly score: number
  readonly order: number
}

/** Of 100: what a column is called counts from 50 up, what it looks like below. */
const levels = { certain: 80, likely: 50, least: 25 } as const

function certaintyOf(score: number): ColumnGuess['certainty'] {
  if (score >= levels.certain) return 'certain'
  return score >= levels.likely ? 'likely' : 'guess'
}

function columnOffers(
  header: string,
  samples: readonly string[],
  column: number,
  fields: readonly ImportField[],
  style: TextStyle,
): Offer[] {
  const words = headerWords(header)
  const content = columnContent(samples)
  const meant = meaningOf(words)
  return fields.flatMap(({ name, field }, order) => {
    const named = Math.max(byOwnWords(words, name, field, meant), meant ? byMeaning(meant, name, field) : 0)
    const looked = meant && named === 0 ? 0 : byContent(content, name, field)
    // Heading and cells that agree make each other surer.
    const both = named > 0 && looked > 0 ? Math.min(100, named + 20) : Math.max(named, looked)
    const score = trusted(both, samples, content, { name, field }, style)
    return score >= levels.least ? [{ column, field: name, score, order }] : []
  })
}

/** 100 for the field's own name, nearly that for its labels and synonyms; less where more is said beside. */
function byOwnWords(header: string, name: string, field: Field, meant: Meant | undefined): number {
  const dotted = name.includes('.')
  if (headerLikeness(header, headerWords(name)) === 1) return 100
  // "Number" may be the label of a phone among owned lines: alone it says less than for the record itself.
  const best = dotted ? 84 : 98
  const likenessOf = (phrases: readonly string[]) =>
    Math.max(0, ...phrases.map((phrase) => headerLikeness(header, headerWords(phrase))))
  const labelled = likenessOf([field.label, ...Object.values(field.labels ?? {})])
  const likeness = Math.max(labelled, likenessOf(field.synonyms ?? []))
  // "Bank name" holds the label "Name", but is wholly something else.
  if (meant && meant.likeness > likeness) return 0
  if (likeness < 1) return likeness * (best - 20)
  // A synonym may be that of several fields: over cells that are none of its values it says nothing.
  return labelled === 1 ? best : best - 4
}

type Meant = { readonly meaning: Meaning; readonly likeness: number }

const phrases = meanings.flatMap((meaning) =>
  meaning.words.split(', ').map((phrase) => ({ meaning, phrase: headerWords(phrase) })),
)

/** What the heading says, if it is anything that columns of such files are called. */
function meaningOf(header: string): Meant | undefined {
  let best: Meant | undefined
  for (const { meaning, phrase } of phrases) {
    const likeness = headerLikeness(header, phrase)
    if (likeness > (best?.likeness ?? 0.4)) best = { meaning, likeness }
  }
  return best
}

function byMeaning({ meaning, likeness }: Meant, name: string, field: Field): number {
  const last = name.slice(name.lastIndexOf('.') + 1)
  const place = meaning.fields?.indexOf(last) ?? -1
  const fits = place === 0 ? 1 : place > 0 ? 0.92 : meaning.type === field.type ? 0.9 : 0
  const best = likeness === 1 ? 92 : 75 * likeness
  return fits * best - (name.includes('.') ? 4 : 0)
}

const looksOf: Readonly<Record<string, Content>> = {
  email: 'email',
  bankAccount: 'iban',
  webAddress: 'webAddress',
  phone: 'phone',
  taxNumber: 'taxNumber',
}

/** Kinds of fields that days are none of, though their texts would take them. */
const wordsOnly = new Set(['text', 'reference', 'references', 'tags', 'sequenceNumber'])

const namedInWords = new Set(meanings.flatMap(({ inWords, fields }) => (inWords ? (fields ?? []) : [])))

/** Whether what a field holds is said in words: a column of bare numbers is something else. */
function isWords(name: string): boolean {
  return namedInWords.has(name.slice(name.lastIndexOf('.') + 1))
}

function byContent(content: Content, name: string, field: Field): number {
  const dotted = name.includes('.') ? 4 : 0
  if (looksOf[field.type] === content) return 45 - dotted
  return content === 'companyName' && name === 'name' ? 40 : 0
}

function trusted(
  score: number,
  samples: readonly string[],
  content: Content,
  { name, field }: ImportField,
  style: TextStyle,
): number {
  if (score < levels.least || content === 'empty') return score
  const other = looksOf[field.type] !== content && Object.values(looksOf).includes(content)
  if (other && content !== 'taxNumber') return score - 40
  if (content === 'day' && wordsOnly.has(field.type)) return score - 40
  const share = shareTaken(samples, field, style, isWords(name))
  if (share >= 0.6) return score
  // Half of the cells may be badly written; where hardly one reads as the field, the heading means another
  // thing. A field's own name or label still stands then, as a guess: it was hardly written by chance.
  if (share >= 0.3) return Math.min(score, levels.certain - 1)
  return Math.min(score - 70 * (1 - share), levels.likely - 1)
}
