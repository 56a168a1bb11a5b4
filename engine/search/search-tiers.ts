import { latin, searchQuery, type SearchQuery, type SearchWord } from '#text'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import type { Reader } from '../query/reader.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { namesOf, orderOfSeenNames } from './names-within-sight.ts'

/**
 * Records that fit what was typed equally well. The tiers follow one another in the order of the results; a
 * record
 * belongs to the first that it matches.
 */
export type Tier = {
  /** A condition on the row `t`. */
  readonly match: Sql
  /** By what the tier is ordered, then by id; never empty where the condition holds. */
  readonly key: Sql
  /** An index gives the rows in order, so the first ones found are the page. */
  readonly ordered: boolean
  /** All of these are in `search_grams` of every match; empty where they would narrow nothing. */
  readonly grams: readonly number[]
  /** The same by the word that they stand for: those of one go together, those of two do not. */
  readonly words: readonly (readonly number[])[]
  readonly kind: 'number' | 'start' | 'word' | 'inside' | 'legal'
  /** The order is that of the key by which names are searched, so these may be read one after another. */
  readonly walked: boolean
}

/**
 * What was typed, as tiers: a number or tax number that begins so; a name that starts so; names in which
 * words
 * start so; names that hold it; and, where only a legal form was typed, the names with that form. Fields that
 * the
 * reader may not see are not searched.
 */
export function searchTiers(reader: Reader, object: ResolvedObject, typed: string): readonly Tier[] {
  const numbers = numberTiers(reader, object, typed)
  if (!namesAreSeen(reader, object)) return numbers
  const order = orderOfSeenNames(reader, object)
  const names = nameTiers(typed)
  // Names that some may not see stand in the index, so that its order would tell of them.
  const within = (tier: Tier): Tier => (order ? { ...tier, key: order, ordered: false, walked: false } : tier)
  return [...numbers, ...names.map(within)]
}

const searchKey = id('t', 'search_key')
const namePart = sql`split_part(${searchKey}, ' | ', 1)`
const legalPart = sql`(' ' || split_part(${searchKey}, ' | ', 2) || ' ' || split_part(${searchKey}, ' | ', 3) || ' ')`

/** So many letters may a number have; what has more is a name. */
const mostLetters = 6

function numberTiers(reader: Reader, object: ResolvedObject, typed: string): Tier[] {
  const key = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9\u0080-\uffff]/g, '')
  const digits = key.replace(/[^0-9]/g, '')
  const letters = key.length - digits.length
  const scope = recordScope(reader, object, 't')
  return identifierFields(reader, object).flatMap((field) => {
    const column = id('t', field.column ?? '')
    // Of the column as it is there is an index. Where the field is hidden on some rows, these are left out.
    const guard = scope.guard(field.name)
    const shown = (tier: Tier): Tier =>
      guard === null ? tier : { ...tier, match: sql`(${tier.match} and (${guard}) is true)` }
    if (field.type.name === 'email') return emailTier(column, typed).map(shown)
    if (digits === '' || letters > mostLetters) return []
    return ofNumber(field, column, key, digits).map(shown)
  })
}

function ofNumber(field: ResolvedField, column: Sql, key: string, digits: string): Tier[] {
  const found = sql`(kontor_digits(${column}) collate "C")`
  const letters = lettersMatch(column, key, digits)
  const match = sql`(${found} like ${`${digits}%`}::text${letters})`
  const tier = (condition: Sql) => numberTier(condition, found)
  const padded = key === digits ? paddedNumber(field, digits) : null
  return padded === null ? [tier(match)] : [tier(sql`${found} = ${padded}::text`), tier(match)]
}

/** Somebody who types 17 means C-00017. */
function paddedNumber(field: ResolvedField, digits: string): string | null {
  const width = /\{(0+)\}/.exec(String(field.field['pattern'] ?? ''))?.[1]?.length ?? 0
  return digits.length < width ? digits.padStart(width, '0') : null
}

/**
 * Letters that were typed stand in the number too; a country in front of it may be left out on either side.
 */
function lettersMatch(column: Sql, key: string, digits: string): Sql {
  if (key === digits) return raw('')
  const plain = sql`upper(regexp_replace(${column} collate "C", '[^A-Za-z0-9\\u0080-\\uffff]+', '', 'g'))`
  const rest = /^[A-Z]{2}(?=[0-9])/.test(key) ? key.slice(2) : key
  return sql` and (strpos(${plain}, ${key}::text) > 0 or starts_with(${plain}, ${rest}::text))`
}

function emailTier(column: Sql, typed: string): Tier[] {
  const start = typed.trim().toLowerCase()
  if (start.length < 2 || /\s/.test(start) || start.length > 200) return []
  const key = sql`(lower(${column}) collate "C")`
  return [numberTier(sql`(${key} >= ${start}::text and ${key} < ${`${start}\u{10ffff}`}::text)`, key)]
}

/** What begins so in the order of its index. */
function numberTier(match: Sql, key: Sql): Tier {
  return { match, key, ordered: true, grams: [], words: [], kind: 'number', walked: false }
}

function identifierFields(reader: Reader, object: ResolvedObject): readonly ResolvedField[] {
  const sight = sightOf(reader, object)
  return [...object.fields.values()].filter(
    ({ name, field, column }) =>
      field.searched === 'identifier' && column !== null && sight?.field(name) !== undefined,
  )
}

/**
 * The search key holds every name of a record: who sees none of them must not find by any. Who does not see
 * all is asked of each record what of it they see (`namesWithinSight`).
 */
function namesAreSeen(reader: Reader, object: ResolvedObject): boolean {
  return namesOf(reader, object).seen.length > 0
}

function nameTiers(typed: string): Tier[] {
  const query = searchQuery(typed)
  if (query.words.length === 0) return []
  const names = namesAmong(query)
  const sought = names.length > 0 ? names : query.words
  const forms = names.length > 0 ? query.words.filter((word) => !names.includes(word)) : []
  const tiers = query.startOfName.map((pattern) => startTier(pattern, forms))
  const words = sql`(${join(
    query.words.map((word) => wordMatch(word, names, word.startOfWord)),
    ' and ',
  )})`
  tiers.push(
    nameTier(
      'word',
      words,
      sought.map((word) => word.startGrams),
    ),
  )
  const isInside = (word: SearchWord) => word.insideGrams !== null
  if (sought.some((word) => isInside(word) && word.inside !== word.startOfWord)) {
    const inside = query.words.map((word) =>
      wordMatch(word, names, isInside(word) ? word.inside : word.startOfWord),
    )
    const grams = sought.map((word) => word.insideGrams ?? word.startGrams)
    tiers.push(nameTier('inside', sql`(${join(inside, ' and ')})`, grams))
  }
  if (query.words.every(({ legalGram }) => legalGram !== null)) tiers.push(legalTier(query.words))
  return tiers
}

/**
 * The words that are sought in names. Where each may be a legal form, as in "sia a", it is what is left of a
 * name without its form; none where nothing but a form was typed.
 */
function namesAmong({ words, startOfName }: SearchQuery): readonly SearchWord[] {
  const names = words.filter(({ legalGram }) => legalGram === null)
  if (names.length > 0) return names
  const begun = startOfName[0]?.slice(0, -1).split(' ') ?? []
  const left = words.filter(({ text }) => begun.includes(text))
  return left.length < words.length ? left : []
}

function nameTier(kind: Tier['kind'], match: Sql, words: readonly (readonly number[])[]): Tier {
  const grams = [...new Set(words.flat())]
  return { match, key: searchKey, ordered: false, grams, words, kind, walked: true }
}

/**
 * A legal form that was typed stands behind the name in the key, wherever it stands in the name. Han
 * characters start
 * the third part of the key, and their spelling in Latin letters starts the whole.
 */
function startTier(pattern: string, forms: readonly SearchWord[]): Tier {
  const han = /^% \^(.+)%$/u.exec(pattern)?.[1]
  const begins = han ? latin(han) : pattern.slice(0, -1)
  // A range of the index, in the order of characters. Unlike a pattern it makes one plan good for every word,
  // and to plan costs more than to read.
  const start = sql`${searchKey} >= ${begins}::text and ${searchKey} < ${`${begins}\u{10ffff}`}::text`
  const rest = [
    ...(han ? [sql`${searchKey} like ${pattern}::text`] : []),
    ...forms.map((form) => likeWord(searchKey, form.startOfWord)),
  ]
  const match = sql`(${join([start, ...rest], ' and ')})`
  return { ...nameTier('start', match, []), ordered: true }
}

/** A word of the name stands before the legal form; only a legal form may be found there too. */
function wordMatch(word: SearchWord, names: readonly SearchWord[], pattern: string): Sql {
  const anywhere = likeWord(searchKey, pattern)
  if (names.length > 0 && !names.includes(word)) return anywhere
  if (/\p{Script=Han}/u.test(word.text)) return hanMatch(word.text, anywhere, pattern)
  return sql`(${anywhere} and ${likeWord(namePart, pattern)})`
}

/** `% rig%` asks for a word that starts so: at the very start, or behind a space. */
function likeWord(value: Sql, pattern: string): Sql {
  if (!pattern.startsWith('% ')) return sql`${value} like ${pattern}::text`
  return sql`(${value} like ${pattern.slice(2)}::text or ${value} like ${pattern}::text)`
}

/**
 * Han characters that are no part of a legal form, which is marked by `~`; one alone starts the name. Only
 * what
 * stands behind a legal form needs the regular expression, which is dear.
 */
function hanMatch(text: string, anywhere: Sql, pattern: string): Sql {
  if ([...text].length < 2) return anywhere
  const before = sql`split_part(${searchKey}, '~', 1) like ${pattern}::text`
  const behind = sql`(${searchKey} like '%~% %' and ${searchKey} ~ ${`( |^)\\^?[^~ ]*${text}`}::text)`
  return sql`(${anywhere} and (${before} or ${behind}))`
}

/** As text of its own, the words of the form are whole. */
function legalTier(words: readonly SearchWord[]): Tier {
  const all = words.map((word) => {
    const mark = /\p{Script=Han}/u.test(word.text) ? '~' : ''
    return sql`(${searchKey} like ${`%| %${mark}${word.text}%`}::text and ${legalPart} like ${`% ${mark}${word.text} %`}::text)`
  })
  return nameTier(
    'legal',
    sql`(${join(all, ' and ')})`,
    words.flatMap((word) => (word.legalGram === null ? [] : [[word.legalGram]])),
  )
}
