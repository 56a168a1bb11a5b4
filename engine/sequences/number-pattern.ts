import type { Day } from '#model'

/** A pattern such as `C-{00000}` or `{YYYY}-{000}`, as of one day. */
export type NumberPattern = {
  /**
   * What stands for the period within which numbers run: "" where they run on for ever, else "2026" or
   * "2026_03".
   */
  readonly period: string
  readonly write: (count: number | bigint) => string
  /** The same apart: what stands before and after the count, and how many digits it has at the least. */
  readonly parts: { readonly before: string; readonly digits: number; readonly after: string }
}

/** Reads a pattern as of a day. A pattern without digits gets its number at the end. */
export function numberPattern(pattern: string, today: Day): NumberPattern {
  const [year = '', month = ''] = today.split('-')
  const dated = pattern.replaceAll('{YYYY}', year).replaceAll('{YY}', year.slice(2)).replaceAll('{MM}', month)
  const hasYear = /\{YY(YY)?\}/.test(pattern)
  const found = /\{(0+)\}/.exec(dated)
  const digits = found?.[1]?.length ?? 1
  const before = found ? dated.slice(0, found.index) : dated
  const after = found ? dated.slice(found.index + found[0].length) : ''
  return {
    period: hasYear ? (pattern.includes('{MM}') ? `${year}_${month}` : year) : '',
    write: (count) => `${before}${String(count).padStart(digits, '0')}${after}`,
    parts: { before, digits, after },
  }
}
