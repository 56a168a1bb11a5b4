import type { TextStyle } from '../field-type.ts'

/**
 * Guesses which decimal sign and which order of day, month and year a file uses, from samples of its
 * columns. What the samples leave open follows `usual`, the style of the person who imports.
 */
export function guessStyle(
  columns: readonly (readonly string[])[],
  usual: Partial<Pick<TextStyle, 'decimal' | 'day'>> = {},
): Pick<TextStyle, 'decimal' | 'day'> {
  return {
    decimal: guessDecimal(columns) ?? usual.decimal ?? '.',
    day: guessDay(columns) ?? usual.day ?? 'dmy',
  }
}

const numberLike = /^[-+(]?\s*(\p{Sc}|[A-Z]{3})?\s*\d[\d .,'’\u00a0\u202f]*(\p{Sc}|[A-Z]{3}|%)?\s*[-)]?$/u
const dayLike = /^(\d{1,4})\s*([-./年])\s*(\d{1,2})\s*[-./月]\s*(\d{1,4})\s*日?/

function guessDecimal(columns: readonly (readonly string[])[]): '.' | ',' | undefined {
  let comma = 0
  let dot = 0
  for (const column of columns) {
    const filled = column.filter((cell) => cell.trim() !== '')
    const numbers = filled.filter((cell) => numberLike.test(cell.trim()) && !dayLike.test(cell.trim()))
    if (numbers.length < filled.length * 0.6) continue
    for (const cell of numbers) {
      const vote = decimalVote(cell.trim())
      if (vote > 0) comma += vote
      else dot -= vote
    }
  }
  if (comma === dot) return undefined
  return comma > dot ? ',' : '.'
}

/**
 * Positive for a decimal comma, negative for a decimal dot; small where three digits follow a single sign.
 */
function decimalVote(cell: string): number {
  const marks = cell.replace(/[^.,]/g, '')
  if (marks === '') return 0
  const last = marks.at(-1) === ',' ? 1 : -1
  if (new Set(marks).size === 2) return marks.indexOf(marks.at(-1) ?? '') === marks.length - 1 ? 3 * last : 0
  if (marks.length > 1) return -2 * last
  const behind = /[.,](\d*)/.exec(cell)?.[1] ?? ''
  const before = /(\d+)[.,]/.exec(cell)?.[1] ?? ''
  const maybeGroup = behind.length === 3 && before.length <= 3 && before !== '0'
  return maybeGroup ? -0.1 * last : 2 * last
}

function guessDay(columns: readonly (readonly string[])[]): TextStyle['day'] | undefined {
  const votes = { ymd: 0, dmy: 0, mdy: 0 }
  for (const cell of columns.flat()) {
    const found = dayLike.exec(cell.trim())
    if (!found) continue
    const [, first = '', mark, second = '', third = ''] = found
    if (first.length === 4) votes.ymd += 1
    else if (first.length <= 2 && third.length !== 3 && third.length !== 1) {
      if (Number(first) > 31) votes.ymd += 2
      else if (Number(first) > 12) votes.dmy += third.length === 4 || Number(third) > 31 ? 3 : 1
      else if (Number(second) > 12) votes.mdy += 3
      else votes[mark === '/' ? 'mdy' : 'dmy'] += 0.01
    }
  }
  const best = (['dmy', 'mdy', 'ymd'] as const).reduce((a, b) => (votes[b] > votes[a] ? b : a))
  // Days with the year first are read in any order, so they decide only where nothing else does.
  if (best === 'ymd' && (votes.dmy > 0 || votes.mdy > 0)) return votes.mdy > votes.dmy ? 'mdy' : 'dmy'
  return votes[best] > 0 ? best : undefined
}
