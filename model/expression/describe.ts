import type { Call, Expression, Literal, LiteralValue, Quantified } from './expression.ts'
import { englishPhrases, type Phrases } from './phrases.ts'

/** How things are called where an expression is put into words. */
export type Naming = {
  /** The label of the field at the end of a path ("Credit limit"); the path itself where not given. */
  readonly field?: (path: readonly string[]) => string
  /**
   * How a value is shown: the title of a record for its id, a number or day in the reader's way; `beside` is
   * the field that it is compared with.
   */
  readonly value?: (
    value: string | boolean,
    kind: string,
    beside: readonly string[] | undefined,
  ) => string | undefined
  readonly phrases?: Phrases
}

/** Says in words what an expression asks or calculates: "Total is at least 1000 and City is “Rīga”". */
export function describe(expression: Expression, naming: Naming = {}): string {
  return say(expression, { naming, phrases: naming.phrases ?? englishPhrases, rows: [], outer: null })
}

type Around = {
  readonly naming: Naming
  readonly phrases: Phrases
  readonly rows: readonly string[]
  readonly outer: Around | null
  /** The field that a value is compared with. */
  readonly beside?: readonly string[]
}

function say(expression: Expression, around: Around): string {
  switch (expression.is) {
    case 'literal':
      return literalWords(expression, around)
    case 'field':
      return fieldWords(expression.path, around)
    case 'variable':
      return phrase(expression.name, [], around)
    case 'outer':
      return say(expression.of, around.outer ?? around)
    case 'each':
      return say(expression.value, rowsAround(expression.over, around))
    case 'quantified':
      return quantifiedWords(expression, around)
    case 'call':
      return callWords(expression, around)
  }
}

function callWords(call: Call, outside: Around): string {
  const { args, type } = call
  const [first, second] = args
  const name = isAmongPeople(call) ? 'is' : call.name
  const around = beside(args, outside)
  if (name === 'all' || name === 'any') return joined(name, args, around)
  if (name === 'not' && first) return negated(first, around)
  if (name === 'as' && first) return say(first, around)
  if (name === 'isWithin' && first && second) return withinWords(first, second, around)
  const isDay = second && (second.type.kind === 'day' || second.type.kind === 'instant')
  const base = isDay && `${name}Day` in around.phrases && type.kind === 'boolean' ? `${name}Day` : name
  const counted = `${name}${args.length}`
  return phrase(
    counted in around.phrases ? counted : base,
    args.map((one) => part(one, around)),
    around,
  )
}

/** Operands are said beside the field among them. */
function beside(args: readonly Expression[], around: Around): Around {
  const field = args.find((one) => one.is === 'field')
  return field?.is === 'field' ? { ...around, beside: wholePath(field.path, around) } : around
}

/** Those of whoever asks are told as one of them: “one of their team”. */
function isAmongPeople({ name, args }: Call): boolean {
  return name === 'isIn' && args[1]?.is === 'variable'
}

const negations: Readonly<Record<string, string>> = {
  is: 'isNot',
  isIn: 'isNotIn',
  isSet: 'isNotSet',
  has: 'hasNot',
}

function negated(expression: Expression, around: Around): string {
  const call = expression.is === 'call' ? expression : undefined
  const opposite = call && negations[isAmongPeople(call) ? 'is' : call.name]
  if (expression.is === 'call' && opposite) {
    const within = beside(expression.args, around)
    return phrase(
      opposite,
      expression.args.map((one) => part(one, within)),
      within,
    )
  }
  if (expression.is === 'quantified' && expression.quantifier === 'some') {
    return quantifiedWords({ ...expression, quantifier: 'none' }, around)
  }
  return phrase('not', [grouped(expression, around)], around)
}

function joined(name: 'all' | 'any', args: readonly Expression[], around: Around): string {
  if (args.length === 0) return phrase(name === 'all' ? 'everything' : 'nothing', [], around)
  const words = args.map((one) => (args.length > 1 ? grouped(one, around) : say(one, around)))
  return words.join(around.phrases[name === 'all' ? 'and' : 'or'])
}

/** In parentheses where it is itself a chain. */
function grouped(expression: Expression, around: Around): string {
  const isChain =
    expression.is === 'call' &&
    (expression.name === 'all' || expression.name === 'any') &&
    expression.args.length > 1
  const words = say(expression, around)
  return isChain ? phrase('group', [words], around) : words
}

const arithmetic = new Set(['+', '-', '*', '/', '^', '%', '&', 'negate', '=', '<>', '<', '<=', '>', '>='])

/** An operand; one that is calculated itself stands in parentheses. */
function part(expression: Expression, around: Around): string {
  if (expression.is === 'outer') return part(expression.of, around.outer ?? around)
  if (expression.is === 'each') return part(expression.value, rowsAround(expression.over, around))
  const words = say(expression, around)
  const isCalculated = expression.is === 'call' && arithmetic.has(expression.name)
  return isCalculated ? phrase('group', [words], around) : words
}

function quantifiedWords({ over, quantifier, where }: Quantified, around: Around): string {
  const inner = rowsAround(over, around)
  const rows =
    over.kind === 'rows'
      ? fieldWords(over.path, around)
      : over.paths.map((path) => fieldWords(path, around)).join()
  const isAny = where.is === 'call' && where.name === 'all' && where.args.length === 0
  if (isAny && quantifier !== 'every')
    return phrase(quantifier === 'some' ? 'someOf' : 'noneOf', [rows], around)
  return phrase(quantifier, [rows, say(where, inner)], around)
}

function withinWords(field: Expression, span: Expression, around: Around): string {
  const text = span.is === 'literal' ? String(span.value) : ''
  const length = phrase(text.slice(-1), [text.slice(1, -1)], around)
  return phrase(text.startsWith('-') ? 'isWithinPast' : 'isWithinNext', [part(field, around), length], around)
}

function rowsAround(
  over: { readonly kind: string; readonly path?: readonly string[] },
  around: Around,
): Around {
  return { ...around, rows: over.path ? [...around.rows, ...over.path] : around.rows, outer: around }
}

function fieldWords(path: readonly string[], around: Around): string {
  const whole = wholePath(path, around)
  return around.naming.field?.(whole) ?? whole.join('.')
}

function wholePath(path: readonly string[], { rows }: Around): readonly string[] {
  const isRowItself = rows.length > 0 && path.length === 1 && path[0] === 'id'
  return isRowItself ? rows : [...rows, ...path]
}

function literalWords({ value, type }: Literal, around: Around): string {
  const kind = type.kind === 'list' ? type.of.kind : type.kind
  const all: readonly LiteralValue[] = Array.isArray(value) ? value : [value as LiteralValue]
  const words = all.map((one) => {
    if (one === null || Array.isArray(one)) return phrase('empty', [], around)
    const plain = one as string | boolean
    const shown = around.naming.value?.(plain, kind, around.beside)
    if (shown !== undefined) return shown
    if (typeof plain === 'boolean') return phrase(plain ? 'yes' : 'no', [], around)
    return kind === 'text' ? phrase('quoted', [plain], around) : plain
  })
  return words.join(around.phrases['comma'])
}

function phrase(name: string, words: readonly string[], { phrases }: Around): string {
  const template = Object.hasOwn(phrases, name) ? phrases[name] : undefined
  const comma = phrases['comma'] ?? ', '
  if (template === undefined) return `${name}(${words.join(comma)})`
  return template.replaceAll(/\{(all|rest|\d)\}/g, (_, key: string) => {
    if (key === 'all') return words.join(comma)
    return key === 'rest' ? words.slice(1).join(comma) : (words[Number(key) - 1] ?? '')
  })
}
