import { dayOf } from '../day.ts'
import type { Day } from '../declaration.ts'
import type { TextStyle } from '../field-type.ts'

/**
 * A day as people also write it: with a time behind, with a year of two digits (1970 to 2069), without signs
 * (20260331), or with the month in words of the five languages ("31 March 2026", "2026. gada 31. marts",
 * "31 марта 2026 г."). Undefined where it is none of these.
 */
export function looseDay(text: string, style: Pick<TextStyle, 'day'>): Day | undefined {
  if (text.length > 60) return undefined
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(timeBehind, '').trim()
  const found = inNumbers(plain, style.day) ?? inWords(plain)
  return found && dayOf(found.year, found.month, found.day)
}

type Parts = { year: number; month: number; day: number }

const timeBehind = /[t ,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*(am|pm|z|utc|[+-]\d{2}:?\d{2})?$/

function inNumbers(text: string, order: TextStyle['day']): Parts | undefined {
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (packed) return parts(packed[1], packed[2], packed[3])
  const yearFirst = /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[.日]?$/.exec(text)
  if (yearFirst) return parts(yearFirst[1], yearFirst[2], yearFirst[3])
  const found = /^(\d{1,2})\s*([-./])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\s*(?:\.|г\.?|g\.?|წ\.?)?$/.exec(text)
  if (!found) return undefined
  const [, first, , second, third] = found
  if (order === 'mdy') return parts(third, first, second)
  if (order === 'dmy' || third?.length === 4) return parts(third, second, first)
  return parts(first, second, third)
}

/**
 * How the names of the months begin in English, Latvian, Russian and Georgian, as far as it tells them apart.
 */
const months: readonly RegExp[] = [
  /^(jan|янв|იან)/,
  /^(feb|фев|თებ)/,
  /^(mar|мар|მარ)/,
  /^(apr|апр|აპრ)/,
  /^(may|mai|ма[йя]|მაი)/,
  /^(jun|jūn|июн|ივნ)/,
  /^(jul|jūl|июл|ივლ)/,
  /^(aug|авг|აგვ)/,
  /^(sep|сен|სექ)/,
  /^(oct|okt|окт|ოქტ)/,
  /^(nov|ноя|ნოე)/,
  /^(dec|дек|დეკ)/,
]

function inWords(text: string): Parts | undefined {
  const words = text.match(/\p{L}+/gu) ?? []
  const month = words
    .map((word) => months.findIndex((name) => name.test(word)) + 1)
    .find((number) => number > 0)
  const [first, second, ...more] = text.match(/\d+/g) ?? []
  if (month === undefined || first === undefined || second === undefined || more.length > 0) return undefined
  return first.length === 4 ? parts(first, String(month), second) : parts(second, String(month), first)
}

function parts(year = '', month = '', day = ''): Parts {
  const century = year.length > 2 ? 0 : Number(year) < 70 ? 2000 : 1900
  return { year: century + Number(year), month: Number(month), day: Number(day) }
}
