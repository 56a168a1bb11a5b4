import { FormulaError } from './formula-error.ts'
import { say } from '../said.ts'

export type Token = {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  /** The digits, the unquoted text, the name or the sign. */
  readonly text: string
  readonly position: number
  readonly length: number
}

/** How a formula is written: stored with comma and point, typed by many with semicolon and decimal comma. */
export type Notation = { readonly separator: ',' | ';'; readonly decimal: '.' | ',' }
export const storedNotation: Notation = { separator: ',', decimal: '.' }
export const commaNotation: Notation = { separator: ';', decimal: ',' }

const patterns = {
  space: /\s+/y,
  text: /"(?:[^"]|"")*"/y,
  name: /\$?[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*/uy,
  sign: /<>|<=|>=|[-+*/^&=<>%(),;]/y,
}
const numbers: Record<Notation['decimal'], RegExp> = {
  '.': /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?/y,
  ',': /(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d{1,4})?/y,
}

/** Cuts a formula into its tokens. */
export function lex(formula: string, notation: Notation): readonly Token[] {
  const tokens: Token[] = []
  let position = 0
  while (position < formula.length) {
    const token = tokenAt(formula, position, notation)
    if (token.text !== '' || token.kind === 'text') tokens.push(token)
    position += token.length
  }
  tokens.push({ kind: 'end', text: '', position: formula.length, length: 0 })
  return tokens
}

function tokenAt(formula: string, position: number, notation: Notation): Token {
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position
    return pattern.exec(formula)?.[0]
  }
  const space = match(patterns.space)
  if (space) return { kind: 'sign', text: '', position, length: space.length }
  const digits = match(numbers[notation.decimal])
  if (digits) return { kind: 'number', text: digits.replace(',', '.'), position, length: digits.length }
  const quoted = match(patterns.text)
  if (quoted) return { kind: 'text', text: unquoted(quoted), position, length: quoted.length }
  const name = match(patterns.name)
  if (name) return { kind: 'name', text: name, position, length: name.length }
  const sign = match(patterns.sign)
  if (sign) return { kind: 'sign', text: sign, position, length: sign.length }
  throw unreadable(formula, position)
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll('""', '"').toWellFormed().replaceAll('\0', '\ufffd')
}

function unreadable(formula: string, position: number): FormulaError {
  const character = String.fromCodePoint(formula.codePointAt(position) ?? 32)
  const place = { position, length: character.length }
  if (character === '"') {
    return new FormulaError(
      'formula.textNotClosed',
      say('This text has no closing quote ("). Add it.'),
      place,
    )
  }
  const hint =
    character === "'" || character === '„' || character === '“' || character === '”'
      ? say('Texts stand in straight double quotes: "text".')
      : say('Take it out, or put it in double quotes if it is a text.')
  const said = say('"{character}" has no meaning in a formula.', { character })
  return new FormulaError('formula.unknownSign', [said, hint], place)
}
