import { FormulaError } from './formula-error.ts'
import { commaNotation, lex, storedNotation, type Notation, type Token } from './lex.ts'
import { say } from '../said.ts'

/** What a formula says, before its names and types are known. */
export type Syntax = Place &
  (
    | { readonly is: 'number'; readonly text: string }
    | { readonly is: 'text'; readonly text: string }
    | { readonly is: 'boolean'; readonly value: boolean }
    | { readonly is: 'name'; readonly path: readonly string[] }
    | { readonly is: 'operation'; readonly operator: string; readonly operands: readonly Syntax[] }
    | { readonly is: 'call'; readonly name: string; readonly args: readonly Syntax[] }
  )
export type Place = { readonly position: number; readonly length: number }

export const longestFormula = 10_000
/** How deep parentheses and functions may nest, and how long a chain of operators may be. */
export const deepestNesting = 100
export const longestChain = 500

/**
 * Reads the text of a formula; throws a FormulaError. With `typed`, as people type in the editor, `;` and a
 * decimal comma are taken too: where a `;` stands, or where commas as separators make no sense.
 */
export function parse(formula: string, typed = false): Syntax {
  if (typeof formula !== 'string')
    throw new FormulaError('formula.empty', say('A formula is a text.'), nowhere)
  if (formula.length > longestFormula) {
    const place = { position: longestFormula, length: formula.length - longestFormula }
    throw new FormulaError(
      'formula.tooLong',
      say('A formula has at most 10,000 characters. Shorten it.'),
      place,
    )
  }
  if (!typed) return parseIn(formula, storedNotation)
  if (formula.replaceAll(/"(?:[^"]|"")*"/g, '').includes(';')) return parseIn(formula, commaNotation)
  try {
    return parseIn(formula, storedNotation)
  } catch (error) {
    // "1,5 * price" can only have a decimal comma; if that fails too, the first complaint stands.
    if (!(error instanceof FormulaError) || !/\d,\d/.test(formula)) throw error
    try {
      return parseIn(formula, commaNotation)
    } catch {
      throw error
    }
  }
}

/** How tightly each operator binds, as in Excel: a sign before a number binds tighter than a power. */
export const bindings: Readonly<Record<string, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
}

const nowhere = { position: 0, length: 0 }

type Reading = {
  readonly tokens: readonly Token[]
  readonly notation: Notation
  at: number
  depth: number
}

function parseIn(formula: string, notation: Notation): Syntax {
  const reading: Reading = { tokens: lex(formula, notation), notation, at: 0, depth: 0 }
  if (isSign(peek(reading), '=')) reading.at += 1
  if (peek(reading).kind === 'end') {
    throw new FormulaError(
      'formula.empty',
      say('The formula is empty. Write what is to be calculated.'),
      peek(reading),
    )
  }
  const syntax = operation(reading, 0)
  const rest = peek(reading)
  if (rest.kind !== 'end') throw unexpected(rest, reading)
  return syntax
}

function operation(reading: Reading, binding: number): Syntax {
  let left = operand(reading)
  for (let links = 0; ; links++) {
    if (links > longestChain) {
      throw new FormulaError(
        'formula.tooLong',
        say('So many operations in a row are too many. Use SUM.'),
        peek(reading),
      )
    }
    const token = peek(reading)
    const binds =
      token.kind === 'sign' && Object.hasOwn(bindings, token.text) ? bindings[token.text] : undefined
    if (binds === undefined || binds <= binding) return left
    reading.at += 1
    const right = operation(reading, binds)
    left = { is: 'operation', operator: token.text, operands: [left, right], ...span(left, right) }
  }
}

function operand(reading: Reading): Syntax {
  return deeper(reading, () => {
    const token = peek(reading)
    if (isSign(token, '-') || isSign(token, '+')) {
      reading.at += 1
      const of = operand(reading)
      return { is: 'operation', operator: `sign${token.text}`, operands: [of], ...span(token, of) }
    }
    return percent(reading, atom(reading))
  })
}

function percent(reading: Reading, of: Syntax): Syntax {
  let result = of
  for (let links = 0; isSign(peek(reading), '%'); links++) {
    if (links > deepestNesting) throw unexpected(peek(reading), reading)
    result = { is: 'operation', operator: '%', operands: [result], ...span(of, peek(reading)) }
    reading.at += 1
  }
  return result
}

function atom(reading: Reading): Syntax {
  const token = peek(reading)
  const place = { position: token.position, length: token.length }
  reading.at += 1
  if (token.kind === 'number') return { is: 'number', text: token.text, ...place }
  if (token.kind === 'text') return { is: 'text', text: token.text, ...place }
  if (token.kind === 'name') return isSign(peek(reading), '(') ? called(reading, token) : named(token, place)
  if (!isSign(token, '(')) throw unexpected(token, reading)
  const inner = operation(reading, 0)
  const closing = close(reading, token)
  return { ...inner, ...span(token, closing) }
}

function named(token: Token, place: Place): Syntax {
  const upper = token.text.toUpperCase()
  if (upper === 'TRUE' || upper === 'FALSE') return { is: 'boolean', value: upper === 'TRUE', ...place }
  return { is: 'name', path: token.text.split('.'), ...place }
}

function called(reading: Reading, token: Token): Syntax {
  const name = token.text.toUpperCase()
  const opening = peek(reading)
  reading.at += 1
  const args: Syntax[] = []
  while (!(args.length === 0 && isSign(peek(reading), ')'))) {
    args.push(operation(reading, 0))
    if (!isSign(peek(reading), reading.notation.separator)) break
    reading.at += 1
  }
  const place = span(token, close(reading, opening))
  if (args.length === 0 && (name === 'TRUE' || name === 'FALSE')) {
    return { is: 'boolean', value: name === 'TRUE', ...place }
  }
  return { is: 'call', name, args, ...place }
}

function close(reading: Reading, opening: Token): Token {
  const token = peek(reading)
  if (isSign(token, ')')) {
    reading.at += 1
    return token
  }
  if (token.kind !== 'end') throw unexpected(token, reading)
  throw new FormulaError(
    'formula.notClosed',
    say('This parenthesis is not closed. Add the missing ")".'),
    opening,
  )
}

function deeper<T>(reading: Reading, read: () => T): T {
  reading.depth += 1
  if (reading.depth > deepestNesting) {
    const said = say('The formula nests too deep. Put parts of it into fields of their own.')
    throw new FormulaError('formula.tooDeep', said, peek(reading))
  }
  const result = read()
  reading.depth -= 1
  return result
}

function unexpected(token: Token, reading: Reading): FormulaError {
  if (token.kind === 'end') {
    return new FormulaError(
      'formula.unfinished',
      say('The formula ends too early. A value is missing at its end.'),
      token,
    )
  }
  const shown = token.kind === 'text' ? `"${token.text}"` : token.text
  const hint =
    token.text === ';' || token.text === ','
      ? say('Values are separated by "{separator}" inside the parentheses of a function.', {
          separator: reading.notation.separator,
        })
      : say('Check whether an operator or a value is missing before it.')
  const said = say('"{shown}" cannot stand here.', { shown })
  return new FormulaError('formula.unexpected', [said, hint], token)
}

function peek(reading: Reading): Token {
  return reading.tokens[Math.min(reading.at, reading.tokens.length - 1)] as Token
}

function isSign(token: Token, sign: string): boolean {
  return token.kind === 'sign' && token.text === sign
}

function span(from: Place, to: Place): Place {
  return { position: from.position, length: to.position + to.length - from.position }
}
