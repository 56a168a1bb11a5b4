import { createHash } from 'node:crypto'
import { onBehalfNow, type OnBehalf } from './on-behalf.ts'

/** A statement that took long, without any value that it was asked with. */
export type SlowStatement = {
  /** The same for the same statement with other values. */
  readonly fingerprint: string
  readonly text: string
  readonly count: number
  readonly longestMilliseconds: number
  readonly lastAt: string
}

export type SlowStatements = {
  note(text: string, milliseconds: number): void
  /** Since this process began, those that took longest first. */
  list(): SlowStatement[]
}

export type SlowOptions = {
  /** A statement that takes longer is noted. */
  readonly slowMilliseconds?: number
  readonly onSlow?: OnSlow
}

/** Hears of each slow statement, how long it took, and for what it was asked. */
export type OnSlow = (statement: SlowStatement, milliseconds: number, of: OnBehalf | undefined) => void

const usualMilliseconds = 1_000
const mostKept = 50
const mostText = 600

/** Keeps the statements that took long, by their fingerprints. */
export function slowStatements({ slowMilliseconds, onSlow }: SlowOptions): SlowStatements {
  const least = slowMilliseconds ?? usualMilliseconds
  const kept = new Map<string, SlowStatement>()
  const slowestFirst = () =>
    [...kept.values()].sort((left, right) => right.longestMilliseconds - left.longestMilliseconds)
  return {
    note(text, milliseconds) {
      if (milliseconds < least) return
      const bare = withoutValues(text)
      const fingerprint = createHash('sha256').update(bare).digest('hex').slice(0, 12)
      const known = kept.get(fingerprint)
      const statement: SlowStatement = {
        fingerprint,
        text: bare.slice(0, mostText),
        count: (known?.count ?? 0) + 1,
        longestMilliseconds: Math.max(known?.longestMilliseconds ?? 0, Math.round(milliseconds)),
        lastAt: new Date().toISOString(),
      }
      kept.set(fingerprint, statement)
      if (kept.size > mostKept) kept.delete(slowestFirst().at(-1)?.fingerprint ?? '')
      onSlow?.(statement, Math.round(milliseconds), onBehalfNow())
    },
    list: slowestFirst,
  }
}

/** The statement with a question mark for each text and number in it; parameters stay as they are. */
export function withoutValues(text: string): string {
  return text
    .replace(/\bE'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'/gs, '?')
    .replace(/(?<![\w$."])\d+(?:\.\d+)?\b/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
}
