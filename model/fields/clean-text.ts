import type { Parsed } from '../field-type.ts'
import { refuse } from './refuse.ts'

type Limits = { readonly most: number; readonly lines?: boolean }

/**
 * Text as it is kept: composed (Unicode NFC), without space or invisible marks around it, and without
 * characters that no screen, file or database can hold. A line break in one-line text becomes a space.
 */
export function cleanText(input: unknown, limits: Limits): Parsed<string> {
  if (typeof input !== 'string') return refuse('notText')
  // Longer than any text can be after composing: not worth looking at further.
  if (input.length > limits.most * 8 + 100)
    return refuse('tooLong', { most: limits.most, count: input.length })
  if (!input.isWellFormed()) return refuse('brokenCharacter')
  const breaks = limits.lines
    ? input.replace(/\r\n?|[\u2028\u2029]/g, '\n')
    : input.replace(/[\t\r\n\u2028\u2029]+/g, ' ')
  const control = controlCharacter.exec(breaks)
  if (control) return refuse('controlCharacter', { code: codePoint(control[0]) })
  const value = withoutEdges(breaks.normalize('NFC'))
  const count = value.length > limits.most ? [...value].length : value.length
  return count > limits.most ? refuse('tooLong', { most: limits.most, count }) : { value }
}

/**
 * A cell's text for reading numbers, days and words: wide forms made plain; no such thing is longer than
 * this.
 */
export function cellText(text: string): string {
  return text.length > 500 ? '' : text.normalize('NFKC').trim()
}

/** Runs of any space become one plain space: for identifiers and numbers, where spaces mean nothing. */
export function singleSpaces(text: string): string {
  return text.replace(/\s+/g, ' ')
}

// Tab and line feed are let through; one-line text has none of them left when this is asked.
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/u
const edge = /[\s\u200b\u2060\ufeff]/

/**
 * A loop, not an expression: one that looks for space before an end tries anew at every space of a long text.
 */
function withoutEdges(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && edge.test(text[start]!)) start++
  while (end > start && edge.test(text[end - 1]!)) end--
  return text.slice(start, end)
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`
}
