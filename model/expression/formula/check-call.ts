import { booleanType, call, numberType, type Expression, type Scalar } from '../expression.ts'
import { FormulaError } from './formula-error.ts'
import { functions, mostOf, type Signature } from './functions.ts'
import { nearest } from './nearest.ts'
import type { Syntax } from './parse.ts'
import { commonSource, overRows } from './rows.ts'
import { checkTextFormat } from './text-format.ts'
import { scalarType, unify, want, type Typed } from './typed.ts'
import { say } from '../said.ts'

type CallSyntax = Syntax & { readonly is: 'call' }

/** A function with its arguments, each of the type that is wanted; throws a FormulaError. */
export function checkCall(syntax: CallSyntax, args: readonly Typed[]): Expression {
  const signature = functions.get(syntax.name)
  if (!signature) throw unknownFunction(syntax)
  checkCount(syntax, signature)
  switch (signature.special) {
    case 'aggregate':
      return aggregate(syntax.name, args, signature)
    case 'criterion':
      return criterion(syntax.name, args)
    case 'workdays':
      return workdays(args)
    case 'choice':
      return overRows(args, (given) => choice(syntax, given))
    case 'text':
      return overRows(args, ([value, format]) => checkTextFormat(value as Typed, format as Typed))
    case 'blank':
      return overRows(args, (given) =>
        call(
          'ISBLANK',
          given.map((one) => one.expression),
          booleanType,
        ),
      )
    default:
      return overRows(args, (given) =>
        call(
          syntax.name,
          given.map((one, at) => want(one, signature.given[at] ?? 'opaque')),
          signature.gives,
        ),
      )
  }
}

function unknownFunction(syntax: CallSyntax): FormulaError {
  const meant = nearest(syntax.name, [...functions.keys()])
  const hint = meant
    ? say('Did you mean {meant}?', { meant })
    : say('Check its name in the list of functions.')
  const shown = syntax.name.length > 60 ? `${syntax.name.slice(0, 60)}…` : syntax.name
  const place = { position: syntax.position, length: syntax.name.length }
  const said = say('There is no function {name}.', { name: shown })
  return new FormulaError('formula.noSuchFunction', [said, hint], place)
}

function checkCount(syntax: CallSyntax, signature: Signature): void {
  const count = syntax.args.length
  const isPaired = syntax.name === 'IFS' && count % 2 === 1
  if (count >= signature.least && count <= mostOf(signature) && !isPaired) return
  const { name } = syntax
  const { usage } = signature
  const said = say('{name} is given {count} values here. It is written {usage}.', { name, count, usage })
  throw new FormulaError('formula.wrongCount', said, syntax)
}

function aggregate(name: string, args: readonly Typed[], signature: Signature): Expression {
  if (name === 'COUNT')
    return call(
      name,
      args.map((one) => one.expression),
      numberType,
    )
  if (name === 'MIN' || name === 'MAX') return extreme(name, args)
  const kind = name === 'CONCAT' ? 'text' : name === 'AND' || name === 'OR' ? 'boolean' : 'number'
  return call(
    name,
    args.map((one) => within(one, (row) => want(row, kind))),
    signature.gives,
  )
}

/** Applies to the value of each row, or to the one value. */
function within(given: Typed, change: (row: Typed) => Expression): Expression {
  return overRows([given], ([row]) => change(row as Typed))
}

function extreme(name: string, args: readonly Typed[]): Expression {
  const kinds = args.map((one) => scalarType(one.expression).kind)
  const kind = kinds.includes('day')
    ? 'day'
    : kinds.includes('instant')
      ? kinds.every((one) => one === 'instant')
        ? 'instant'
        : 'day'
      : 'number'
  const type: Scalar = { kind }
  return call(
    name,
    args.map((one) => within(one, (row) => want(row, kind))),
    type,
  )
}

function criterion(name: string, [list, wanted, amounts]: readonly Typed[]): Expression {
  if (!list || !wanted) throw new Error(`${name} has a list and a criterion.`)
  const many = amounts ? [list, amounts] : [list]
  for (const one of many) {
    if (one.expression.is === 'each') continue
    const { kind } = one.expression.type
    const said = say('A list is wanted here, such as lines.amount; this is {kind}.', { kind })
    throw new FormulaError('formula.notAList', said, one.place)
  }
  if (wanted.expression.is === 'each') {
    throw new FormulaError(
      'formula.manyValues',
      say('One criterion is wanted here, such as ">100".'),
      wanted.place,
    )
  }
  const kind = scalarType(list.expression).kind
  if (kind === 'opaque' || kind === 'reference' || kind === 'instant') {
    throw new FormulaError(
      'formula.wrongType',
      say('A list of such values cannot be searched. Name a field of it.'),
      list.place,
    )
  }
  commonSource(many)
  const sums = name === 'SUMIF' ? (amounts ?? list) : undefined
  const summed = sums ? within(sums, (row) => want(row, 'number')) : undefined
  const args = [list.expression, want(wanted, 'text'), ...(amounts && summed ? [summed] : [])]
  return call(name, args, numberType)
}

function workdays([from, until, holidays]: readonly Typed[]): Expression {
  if (!from || !until) throw new Error('NETWORKDAYS has two days.')
  const fixed = [from, until].map((one) => {
    if (one.expression.is !== 'each') return want(one, 'day')
    throw new FormulaError('formula.manyValues', say('One day is wanted here, not a list.'), one.place)
  })
  const free = holidays ? [within(holidays, (row) => want(row, 'day'))] : []
  return call('NETWORKDAYS', [...fixed, ...free], numberType)
}

function choice(syntax: CallSyntax, given: readonly Typed[]): Expression {
  const expressions = given.map((one) => one.expression)
  const results = resultPlaces(syntax.name, given.length)
  const conditions = syntax.name === 'IF' ? [0] : syntax.name === 'IFS' ? results.map((at) => at - 1) : []
  for (const at of conditions) expressions[at] = want(given[at] as Typed, 'boolean')
  const unified = unify(results.map((at) => given[at] as Typed))
  results.forEach((at, order) => (expressions[at] = unified[order] as Expression))
  if (syntax.name === 'SWITCH') matches(given, results).forEach(([at, one]) => (expressions[at] = one))
  const type = scalarType(unified[0] as Expression)
  if (type.kind === 'opaque') {
    const said = say('Such a field cannot be the result of a formula. Name one of its parts.')
    throw new FormulaError('formula.wrongType', said, (given[results[0] ?? 0] as Typed).place)
  }
  return call(syntax.name, expressions, type)
}

/** Which arguments are results: those that may come out. */
function resultPlaces(name: string, count: number): readonly number[] {
  if (name === 'IF') return count > 2 ? [1, 2] : [1]
  if (name === 'IFERROR') return [0, 1]
  const all = Array.from({ length: count }, (_, at) => at)
  if (name === 'IFS') return all.filter((at) => at % 2 === 1)
  return all.filter((at) => (at > 0 && at % 2 === 0) || (at % 2 === 1 && at === count - 1))
}

/** The values that SWITCH compares, brought to one type. */
function matches(given: readonly Typed[], results: readonly number[]): readonly [number, Expression][] {
  const places = given.map((_, at) => at).filter((at) => !results.includes(at))
  const unified = unify(places.map((at) => given[at] as Typed))
  return places.map((at, order) => [at, unified[order] as Expression])
}
