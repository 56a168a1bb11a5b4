import { evaluate } from './evaluate.ts'
import { isDay } from '../day.ts'
import { booleanType, dayType, instantType, listOf, numberType, textType } from './expression.ts'
import type { ExpressionType, LiteralValue, Scalar } from './expression.ts'
import { instantMicroseconds } from './exact-instant.ts'
import { readNumber } from './exact-number.ts'
import { parseFormula } from './formula/parse-formula.ts'
import { TooMuchWork } from './place.ts'
import { jsonRecord, type Surroundings } from './record-view.ts'
import type { ErrorCode } from './result.ts'
import type { ScopeField, TypeScope } from './type-scope.ts'
import { inEnglish, say, type Said, type Sentence } from './said.ts'

/** A formula with the values of the fields it names, to be tried out. */
export type FormulaQuestion = {
  readonly formula: string
  readonly values?: Readonly<Record<string, FormulaValue>>
}
export type FormulaValue =
  | { readonly type: string; readonly value: unknown }
  | { readonly type: 'list'; readonly of: string; readonly value: readonly unknown[] }

export type FormulaAnswer = {
  readonly type: string
  readonly value: LiteralValue
  readonly error?: ErrorCode
}

/** A value given for a formula is not what it says it is. `expressionText` says it in other languages. */
export class FormulaValueError extends Error {
  /** Where in the question, such as `values.price`. */
  readonly field: string
  readonly code: string
  readonly said: readonly Said[]

  constructor(field: string, code: string, said: Said) {
    super(inEnglish([said]))
    this.name = 'FormulaValueError'
    this.field = field
    this.code = code
    this.said = [said]
  }
}

const mostValues = 1_000
const mostListed = 20_000
const longestText = 32_767
const mostWork = 400_000

/**
 * Calculates a formula with given values, for the editor and for programs. Throws a FormulaError with the
 * place of what is wrong in the formula, a FormulaValueError for a value. An error of calculation, such as a
 * division by zero, is an answer: empty, with its code.
 */
export function evaluateFormula(
  question: FormulaQuestion,
  surroundings: Omit<Surroundings, 'most'>,
): FormulaAnswer {
  const { scope, record } = given(question.values ?? {})
  const expression = parseFormula(question.formula, scope, { typed: true })
  try {
    const answer = evaluate(expression, jsonRecord(record), { ...surroundings, most: mostWork })
    return { type: expression.type.kind, ...answer }
  } catch (error) {
    // The limit of work is an answer for whoever asks, not a fault of the program.
    if (!(error instanceof TooMuchWork)) throw error
    const said = say('The formula takes too long with these values. Simplify it, or give fewer values.')
    throw new FormulaValueError('formula', 'formula.tooMuchWork', said)
  }
}

/** Names with a dot ("lines.amount") are fields behind fields. */
type Tree = {
  readonly fields: Map<string, ScopeField>
  readonly behind: Map<string, Tree>
  readonly record: Json
}
type Json = Record<string, unknown>

function given(values: Readonly<Record<string, FormulaValue>>): { scope: TypeScope; record: Json } {
  const entries = Object.entries(values)
  if (entries.length > mostValues)
    throw new FormulaValueError('values', 'value.tooMany', say('At most 1,000 values may be given.'))
  const root = emptyTree()
  for (const [name, value] of entries) place(root, name.split('.'), typed(name, value), value.value)
  return { scope: scopeOf(root), record: root.record }
}

function place(
  tree: Tree,
  [name = '', ...rest]: readonly string[],
  type: ExpressionType,
  value: unknown,
): void {
  if (rest.length === 0) {
    tree.fields.set(name, { type })
    define(tree.record, name, value)
    return
  }
  let behind = tree.behind.get(name)
  if (!behind) {
    behind = emptyTree()
    tree.behind.set(name, behind)
    const scope = scopeOf(behind)
    tree.fields.set(name, { type: { kind: 'reference', to: name }, rows: () => scope })
    define(tree.record, name, behind.record)
  }
  place(behind, rest, type, value)
}

function emptyTree(): Tree {
  return { fields: new Map(), behind: new Map(), record: Object.create(null) as Json }
}

/** Also for names such as __proto__, which are plain names here. */
function define(record: Json, name: string, value: unknown): void {
  Object.defineProperty(record, name, { value, enumerable: true, configurable: true, writable: true })
}

function scopeOf(tree: Tree): TypeScope {
  return { field: (name) => tree.fields.get(name), names: () => [...tree.fields.keys()] }
}

function typed(name: string, given: unknown): ExpressionType {
  const field = `values.${name.slice(0, 100)}`
  if (typeof given !== 'object' || given === null || !('type' in given) || !('value' in given)) {
    throw new FormulaValueError(
      field,
      'value.unreadable',
      say('A value is written {"type":"number","value":"1.5"}.'),
    )
  }
  if (given.type !== 'list') {
    const type = scalar(field, given.type)
    checkValue(field, type, given.value)
    return type
  }
  const type = scalar(field, 'of' in given ? given.of : undefined)
  if (!Array.isArray(given.value) || given.value.length > mostListed) {
    throw new FormulaValueError(
      field,
      'value.notAList',
      say('A list has as its value a list of at most 20,000 values.'),
    )
  }
  for (const one of given.value) checkValue(field, type, one)
  return listOf(type)
}

/** The types of values, under the names of field types too. */
const types: ReadonlyMap<unknown, Scalar> = new Map<unknown, Scalar>([
  ...[
    'text',
    'longText',
    'choice',
    'email',
    'phone',
    'webAddress',
    'taxNumber',
    'bankAccount',
    'sequenceNumber',
  ].map((name): [string, Scalar] => [name, textType]),
  ...['number', 'integer', 'decimal', 'money', 'percent'].map((name): [string, Scalar] => [name, numberType]),
  ['boolean', booleanType],
  ['yesNo', booleanType],
  ['day', dayType],
  ['instant', instantType],
])

function scalar(field: string, name: unknown): Scalar {
  const type = types.get(name)
  if (type) return type
  const said = say('The type is one of text, number, boolean, day, instant, or list with "of".')
  throw new FormulaValueError(field, 'value.unknownType', said)
}

function checkValue(field: string, type: Scalar, value: unknown): void {
  if (value === null || fits(type, value)) return
  const sentence = notThis[type.kind]
  if (!sentence) throw new Error(`No value of a formula can be given as ${type.kind}.`)
  throw new FormulaValueError(field, 'value.wrongType', say(sentence, { type: type.kind }))
}

const notThis: Partial<Record<Scalar['kind'], Sentence>> = {
  text: 'The value of this {type} is not a text of at most 32,767 characters.',
  number: 'The value of this {type} is not a number such as "1200.50", with at most 1,000 digits.',
  boolean: 'The value of this {type} is not true or false.',
  day: 'The value of this {type} is not a day such as "2026-03-31".',
  instant: 'The value of this {type} is not an instant such as "2026-03-31T08:00:00Z".',
}

function fits(type: Scalar, value: unknown): boolean {
  if (type.kind === 'number') return readNumber(value) !== undefined
  if (type.kind === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'string') return false
  if (type.kind === 'day') return isDay(value)
  if (type.kind === 'instant') return instantMicroseconds(value) !== undefined
  return value.length <= longestText
}
