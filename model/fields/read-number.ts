import { normalDecimal } from '../decimal.ts'
import type { TextStyle } from '../field-type.ts'
import { cellText } from './clean-text.ts'

/**
 * Reads a number as people write it: spaces and apostrophes group, and so does the other of comma and dot
 * where groups have three digits; minus in any form, or parentheses as accountants write it. Gives a plain
 * decimal text, or undefined.
 */
export function readNumber(text: string, style: TextStyle): string | undefined {
  const plain = cellText(text)
    .replace(/[\u2212\u2010-\u2015]/g, '-')
    .replace(/[\s'’]/g, '')
  const match = /^(?:([+-]?)([\d.,]+)|\(([\d.,]+)\)|([\d.,]+)(-))$/.exec(plain)
  if (!match) return undefined
  const digits = match[2] ?? match[3] ?? match[4] ?? ''
  const negative = match[1] === '-' || match[3] !== undefined || match[5] !== undefined
  const group = style.decimal === '.' ? ',' : '.'
  const [whole = '', fraction, ...more] = digits.split(style.decimal)
  if (more.length > 0 || fraction?.includes(group)) return undefined
  const grouped = whole.split(group)
  const rightlyGrouped = grouped.slice(1).every((part) => part.length === 3) && (grouped[0] ?? '').length <= 3
  if (grouped.length > 1 && !rightlyGrouped) return undefined
  return normalDecimal(
    `${negative ? '-' : ''}${grouped.join('')}${fraction === undefined ? '' : `.${fraction}`}`,
  )
}

/** A plain decimal as text of a file: the style's decimal sign, no grouping. */
export function numberText(decimal: string, style: TextStyle): string {
  return style.decimal === '.' ? decimal : decimal.replace('.', ',')
}
