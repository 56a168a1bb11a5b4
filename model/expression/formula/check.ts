import { booleanType, call, dayType, literal, numberType, textType, type Expression } from '../expression.ts'
import { numberText, readNumber } from '../exact-number.ts'
import type { TypeScope } from '../type-scope.ts'
import { checkCall } from './check-call.ts'
import { FormulaError } from './formula-error.ts'
import { longestChain, type Syntax } from './parse.ts'
import { resolveName } from './resolve-name.ts'
import { overRows } from './rows.ts'
import { isEmptyText, scalarType, want, type Typed } from './typed.ts'
import { say } from '../said.ts'

/** Gives a parsed formula its meaning over the fields of `scope`; throws a FormulaError. */
export function check(syntax: Syntax, scope: TypeScope): Expression {
  const expression = checked(syntax, scope, 0)
  if (expression.type.kind !== 'list') return expression
  const said = say('This has many values. Total them with SUM, COUNT, AVERAGE, MIN or MAX.')
  throw new FormulaError('formula.manyValues', said, syntax)
}

function checked(syntax: Syntax, scope: TypeScope, depth: number): Expression {
  if (depth > longestChain) {
    throw new FormulaError(
      'formula.tooDeep',
      say('The formula is too long a chain. Put parts into fields.'),
      syntax,
    )
  }
  const typed = (one: Syntax): Typed => ({ expression: checked(one, scope, depth + 1), place: one })
  switch (syntax.is) {
    case 'number':
      return literal(numberType, numberOf(syntax))
    case 'text':
      return literal(textType, syntax.text)
    case 'boolean':
      return literal(booleanType, syntax.value)
    case 'name':
      return resolveName(syntax.path, scope, syntax)
    case 'call':
      return checkCall(syntax, syntax.args.map(typed))
    case 'operation':
      return overRows(syntax.operands.map(typed), (operands) => operation(syntax.operator, operands))
  }
}

function numberOf(syntax: Syntax & { is: 'number' }): string {
  const [digits = '', exponent] = syntax.text.toLowerCase().split('e')
  const plain = readNumber(digits)
  const scaled = plain && exponent !== undefined ? readNumber(plain.times(`1e${exponent}`).toFixed()) : plain
  if (!scaled) {
    throw new FormulaError(
      'formula.numberTooLong',
      say('This number has too many digits (at most 1,000).'),
      syntax,
    )
  }
  return numberText(scaled)
}

function operation(operator: string, operands: readonly Typed[]): Expression {
  const [left, right] = operands
  if (!left) throw new Error('An operation has operands.')
  if (operator === '%') return call('%', [want(left, 'number')], numberType)
  if (operator === 'sign-') return call('negate', [want(left, 'number')], numberType)
  if (operator === 'sign+') return want(left, 'number')
  if (!right) throw new Error('This operation has two operands.')
  if (operator === '&') return call('&', [want(left, 'text'), want(right, 'text')], textType)
  if (operator === '+' || operator === '-') return sum(operator, left, right)
  if (operator === '*' || operator === '/' || operator === '^') {
    return call(operator, [want(left, 'number'), want(right, 'number')], numberType)
  }
  return comparison(operator, left, right)
}

/** A day and a number of days give a day; two days give the days between them. */
function sum(operator: '+' | '-', left: Typed, right: Typed): Expression {
  const [leftIsDay, rightIsDay] = [isDay(left), isDay(right)]
  if (operator === '+' && rightIsDay && !leftIsDay) return sum('+', right, left)
  if (operator === '-' && (rightIsDay || (leftIsDay && isDayText(right)))) {
    return call('-', [want(left, 'day'), want(right, 'day')], numberType)
  }
  if (leftIsDay) {
    if (rightIsDay) throw new FormulaError('formula.wrongType', say('Two days cannot be added.'), right.place)
    return call(operator, [want(left, 'day'), want(right, 'number')], dayType)
  }
  return call(operator, [want(left, 'number'), want(right, 'number')], numberType)
}

function comparison(operator: string, left: Typed, right: Typed): Expression {
  const isEquality = operator === '=' || operator === '<>'
  const blank = isEquality ? blankCheck(operator, left, right) : undefined
  if (blank) return blank
  const [one, other] = alike(left, right)
  const type = scalarType(one)
  if (type.kind === 'opaque' || (!isEquality && (type.kind === 'boolean' || type.kind === 'reference'))) {
    const said = say('Which comes first cannot be asked where a value is {kind}.', { kind: type.kind })
    throw new FormulaError('formula.noOrder', said, left.place)
  }
  return call(operator, [one, other], booleanType)
}

/** `day = ""` asks whether the day is empty. */
function blankCheck(operator: string, left: Typed, right: Typed): Expression | undefined {
  const [value, other] = isEmptyText(left.expression) ? [right, left] : [left, right]
  if (!isEmptyText(other.expression) || scalarType(value.expression).kind === 'text') return undefined
  const blank = call('ISBLANK', [value.expression], booleanType)
  return operator === '=' ? blank : call('NOT', [blank], booleanType)
}

function alike(left: Typed, right: Typed): [Expression, Expression] {
  const [leftType, rightType] = [scalarType(left.expression), scalarType(right.expression)]
  if (isDay(left) || isDay(right)) {
    if (leftType.kind === 'instant' && rightType.kind === 'instant')
      return [left.expression, right.expression]
    return [want(left, 'day'), want(right, 'day')]
  }
  if (leftType.kind === rightType.kind) return [left.expression, right.expression]
  const said = say('A value that is {kindOne} cannot be compared with one that is {kindOther}.', {
    kindOne: leftType.kind,
    kindOther: rightType.kind,
  })
  const isText = leftType.kind === 'text' || rightType.kind === 'text'
  const hint = isText ? [say('TEXT or VALUE turns one into the other.')] : []
  throw new FormulaError('formula.wrongType', [said, ...hint], right.place)
}

function isDay({ expression }: Typed): boolean {
  return ['day', 'instant'].includes(scalarType(expression).kind)
}

function isDayText({ expression }: Typed): boolean {
  return expression.is === 'literal' && expression.type.kind === 'text'
}
