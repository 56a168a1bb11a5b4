import { Exact, numberText } from '../exact-number.ts'
import { spend, valueOf, type Place } from '../place.ts'
import { Failure, failures, type Value } from '../result.ts'
import { dayOfInstant, instantMicroseconds, instantText } from '../exact-instant.ts'
import { findWildcards } from './wildcards.ts'
import { strict, whole, type Implementation } from './given.ts'
import { readValue } from './read-value.ts'
import { showText } from './show-text.ts'

/** As in Excel, no calculated text has more characters. */
export const longestText = 32_767

/** Joining, cutting, searching and changing texts; characters are code points. */
export const texts: Readonly<Record<string, Implementation>> = {
  '&': strict((given) => short(given.text(0) + given.text(1))),
  as: ({ args, type }, place) => {
    const [from] = args
    if (!from) throw new Error('There is nothing to turn into another type.')
    const value = valueOf(from, place)
    return value === null || value instanceof Failure
      ? value
      : converted(value, from.type.kind, type.kind, place)
  },
  LEFT: strict((given) => {
    const length = whole(given.number(1, 1))
    return length < 0 ? failures.value : cut(given.text(0), 0, length)
  }),
  RIGHT: strict((given) => {
    const length = whole(given.number(1, 1))
    return length < 0 ? failures.value : length === 0 ? '' : cut(given.text(0), -length)
  }),
  MID: strict((given) => {
    const [start, length] = [whole(given.number(1)), whole(given.number(2))]
    if (start < 1 || length < 0) return failures.value
    return cut(given.text(0), start - 1, start - 1 + length)
  }),
  LEN: strict((given) => new Exact(count(given.text(0)))),
  TRIM: strict((given) => given.text(0).replaceAll(/ +/g, ' ').replace(/^ /, '').replace(/ $/, '')),
  UPPER: strict((given) => given.text(0).toUpperCase()),
  LOWER: strict((given) => given.text(0).toLowerCase()),
  SUBSTITUTE: strict((given, place) => {
    const [text, old, fresh] = [given.text(0), given.text(1), given.text(2)]
    const which = given.count > 3 ? whole(given.number(3)) : undefined
    if (which !== undefined && which < 1) return failures.value
    spend(place, text.length >> 3)
    return old === ''
      ? text
      : which === undefined
        ? replaceAll(text, old, fresh)
        : replaceOne(text, old, fresh, which)
  }),
  FIND: strict((given, place) => {
    const [part, text, start] = [given.text(0), given.text(1), whole(given.number(2, 1))]
    if (start < 1 || start > count(text) + 1) return failures.value
    spend(place, (part.length * text.length) >> 12)
    const before = cut(text, 0, start - 1).length
    const found = text.indexOf(part, before)
    return found < 0 ? failures.value : new Exact(count(text.slice(0, found)) + 1)
  }),
  SEARCH: strict((given, place) => {
    const [part, text, start] = [given.text(0), given.text(1), whole(given.number(2, 1))]
    if (start < 1 || start > count(text) + 1) return failures.value
    spend(place, (text.length >> 2) + ((part.length * text.length) >> 8))
    const found = findWildcards(part, text, start - 1)
    return found < 0 ? failures.value : new Exact(found + 1)
  }),
  TEXT: ({ args }, place) => {
    const [of, format] = args
    if (of?.type.kind === undefined || format?.is !== 'literal')
      throw new Error('TEXT has a value and a format.')
    return showText(valueOf(of, place), of.type.kind, String(format.value), place.surroundings.timeZone)
  },
  VALUE: ({ args }, place) => {
    const value = args[0] ? valueOf(args[0], place) : null
    if (value instanceof Failure) return value
    return value === null ? new Exact(0) : (readValue(String(value)) ?? failures.value)
  },
}

/** A text within the limit, or an error. */
export function short(text: string): Value {
  return text.length > longestText && count(text) > longestText ? failures.value : text
}

const pairs = /[\ud800-\udfff]/

/** A part of a text, counted in code points. */
function cut(text: string, from: number, until?: number): string {
  return pairs.test(text) ? [...text].slice(from, until).join('') : text.slice(from, until)
}

function count(text: string): number {
  return pairs.test(text) ? [...text].length : text.length
}

function converted(value: Exclude<Value, null | Failure>, from: string, to: string, place: Place): Value {
  if (to === 'number') return new Exact(value === true ? 1 : 0)
  if (to === 'boolean') return value instanceof Exact && !value.isZero()
  if (to === 'day')
    return dayOfInstant(instantMicroseconds(String(value)) ?? 0n, place.surroundings.timeZone) ?? null
  if (value instanceof Exact) return numberText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return from === 'instant' ? instantText(instantMicroseconds(value) ?? 0n) : value
}

function replaceAll(text: string, old: string, fresh: string): Value {
  const parts = text.split(old)
  if (count(text) + (parts.length - 1) * (count(fresh) - count(old)) > longestText) return failures.value
  return parts.join(fresh)
}

function replaceOne(text: string, old: string, fresh: string, which: number): Value {
  const parts = text.split(old)
  if (parts.length <= which) return text
  return short(parts.slice(0, which).join(old) + fresh + parts.slice(which).join(old))
}
