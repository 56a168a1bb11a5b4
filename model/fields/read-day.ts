import { dayOf } from '../day.ts'
import type { Day } from '../declaration.ts'
import type { TextStyle } from '../field-type.ts'
import { cellText } from './clean-text.ts'

/** A day as a file of the style writes it: 2026-03-31, 31.03.2026 or 03/31/2026. */
export function dayText(day: Day, style: Pick<TextStyle, 'day'>): string {
  const [year, month, date] = day.split('-')
  if (style.day === 'dmy') return `${date}.${month}.${year}`
  return style.day === 'mdy' ? `${month}/${date}/${year}` : day
}

/**
 * Reads a day in the style's order, with any of . / - or spaces between, or as 2026年3月31日. A text that
 * begins with four digits is year, month, day in any style. Undefined where it is no day, or has no whole
 * year.
 */
export function readDay(text: string, style: Pick<TextStyle, 'day'>): Day | undefined {
  const plain = cellText(text)
    .replace(/[年月]/g, '-')
    .replace(/日$/, '')
  const match = /^(\d{1,4})(?:\s*[./-]\s*|\s+)(\d{1,2})(?:\s*[./-]\s*|\s+)(\d{1,4})\.?$/.exec(plain)
  if (!match) return undefined
  const [first, second, third] = [match[1]!, match[2]!, match[3]!]
  if (first.length === 4)
    return third.length > 2 ? undefined : dayOf(Number(first), Number(second), Number(third))
  if (third.length !== 4 || first.length > 2 || style.day === 'ymd') return undefined
  const [date, month] = style.day === 'mdy' ? [second, first] : [first, second]
  return dayOf(Number(third), Number(month), Number(date))
}
