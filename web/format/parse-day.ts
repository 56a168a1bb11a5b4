import { addDays, addMonths, dayOf, partsOf, today } from './day.ts'
import type { Day } from './day.ts'
import { georgianMonths } from './format-day.ts'
import { languages, tagOf } from './language.ts'
import type { Language } from './language.ts'

/**
 * What a person typed as a day: 31.3, 31/3/26, 2026-03-31, 31 Mar, 3月31日, today, +14, -2w, +1m.
 * The day comes before the month, save where the year leads. Null where it is no day of the calendar.
 */
export function parseDay(typed: string, language: Language, now: Day = today()): Day | null {
  const text = typed.normalize('NFKC').trim().toLowerCase()
  if (text === '') return null
  return (
    byWord(text, now) ?? byDistance(text, now) ?? byFigures(text, now) ?? byMonthName(text, language, now)
  )
}

const words: Readonly<Record<string, number>> = {
  today: 0,
  tomorrow: 1,
  yesterday: -1,
  šodien: 0,
  sodien: 0,
  rīt: 1,
  rit: 1,
  vakar: -1,
  დღეს: 0,
  ხვალ: 1,
  გუშინ: -1,
  今天: 0,
  今日: 0,
  明天: 1,
  昨天: -1,
  сегодня: 0,
  завтра: 1,
  вчера: -1,
}

function byWord(text: string, now: Day): Day | null {
  const distance = words[text]
  return distance === undefined ? null : addDays(now, distance)
}

function byDistance(text: string, now: Day): Day | null {
  const parts = /^([+\-\u2212])\s*(\d{1,4})\s*([dwmy])?$/.exec(text)
  if (!parts) return null
  const count = Number(parts[2]) * (parts[1] === '+' ? 1 : -1)
  if (parts[3] === 'w') return addDays(now, count * 7)
  if (parts[3] === 'm') return addMonths(now, count)
  if (parts[3] === 'y') return addMonths(now, count * 12)
  return addDays(now, count)
}

function byFigures(text: string, now: Day): Day | null {
  const solid = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (solid) return dayOf(Number(solid[1]), Number(solid[2]), Number(solid[3]))
  const figures = text.match(/\d+/g)?.map(Number)
  if (!figures || !/^[\d\s.,/\-年月日]+$/.test(text)) return null
  const [first = 0, second, third] = figures
  if (figures.length === 1) return dayOf(partsOf(now).year, partsOf(now).month, first)
  if (figures.length === 2 && second !== undefined) {
    const monthFirst = text.includes('月')
    return dayOf(partsOf(now).year, monthFirst ? first : second, monthFirst ? second : first)
  }
  if (figures.length !== 3 || second === undefined || third === undefined) return null
  if (/^\d{4}/.test(text)) return dayOf(first, second, third)
  return dayOf(fullYear(third), second, first)
}

function byMonthName(text: string, language: Language, now: Day): Day | null {
  const parts =
    /^(?:(\d{1,2})\.?\s*)?(\p{L}{3,})\.?\s*(\d{1,2}(?!\d))?(?:[\s,.]+(?:gada\s+)?(\d{4}|\d{2}))?\p{L}*\.?$/u.exec(
      text,
    )
  if (!parts) return null
  const month = monthNumber(parts[2] ?? '', language)
  const date = Number(parts[1] ?? parts[3] ?? NaN)
  if (month === null || Number.isNaN(date)) return null
  return dayOf(parts[4] ? fullYear(Number(parts[4])) : partsOf(now).year, month, date)
}

function monthNumber(name: string, language: Language): number | null {
  const georgian = name.length >= 3 ? georgianMonths.findIndex((month) => month.startsWith(name)) : -1
  if (georgian >= 0) return georgian + 1
  for (const each of [language, ...languages.map(({ code }) => code)]) {
    for (let month = 1; month <= 12; month++) {
      const date = Date.UTC(2024, month - 1, 15)
      for (const options of [
        { month: 'long' },
        { month: 'long', day: 'numeric' },
        { month: 'short' },
      ] as const) {
        const parts = new Intl.DateTimeFormat(tagOf(each), { ...options, timeZone: 'UTC' }).formatToParts(
          date,
        )
        const known =
          parts
            .find((part) => part.type === 'month')
            ?.value.toLowerCase()
            .replace('.', '') ?? ''
        if (known.length >= 3 && (known === name || known.startsWith(name) || name.startsWith(known)))
          return month
      }
    }
  }
  return null
}

function fullYear(year: number): number {
  if (year >= 100) return year
  return year <= 68 ? 2000 + year : 1900 + year
}
