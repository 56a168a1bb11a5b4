import { Exact, limited } from '../exact-number.ts'

/** Numbers as texts hold them: spaces around, a sign, groups of thousands, decimals, an exponent, percent. */
const form = /^ *([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?:\.[0-9]*)?)(?:[eE]([+-]?[0-9]{1,3}))? *(%?) *$/
/** A longer text is no number. */
export const longestValue = 1_000

/** The number that a text says, as Excel's VALUE reads it; undefined where it says none. */
export function readValue(text: string): Exact | undefined {
  const match = text.length <= longestValue ? form.exec(text) : null
  const digits = match?.[2]?.replaceAll(',', '') ?? ''
  if (!match || !/[0-9]/.test(digits)) return undefined
  const exponent = Number(match[3] ?? 0) - (match[4] ? 2 : 0)
  const value = new Exact(`${digits}e${exponent}`)
  return limited(match[1] === '-' ? value.negated() : value)
}
