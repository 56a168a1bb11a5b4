import {
  call,
  dayType,
  literal,
  numberType,
  textType,
  booleanType,
  type Expression,
  type Scalar,
} from '../expression.ts'
import { isDay } from '../../day.ts'
import { FormulaError } from './formula-error.ts'
import type { Place } from './parse.ts'
import { say, type Said, type Sentence } from '../said.ts'

/** An expression with the place in the formula that it came from, for errors. */
export type Typed = { readonly expression: Expression; readonly place: Place }

export type Kind = Scalar['kind']

/** The type of the value, or of each value where it is a list. */
export function scalarType(expression: Expression): Scalar {
  return expression.type.kind === 'list' ? expression.type.of : expression.type
}

/** The value as the kind that is wanted: as it is, or turned into it where no meaning is lost. */
export function want(given: Typed, kind: Kind): Expression {
  const { expression, place } = given
  const type = scalarType(expression)
  if (type.kind === kind) return expression
  if (kind === 'number' && type.kind === 'boolean') return as(expression, numberType)
  if (kind === 'boolean' && type.kind === 'number') return as(expression, booleanType)
  if (kind === 'day' && type.kind === 'instant') return as(expression, dayType)
  if (kind === 'day' && type.kind === 'text' && expression.is === 'literal' && isDay(expression.value)) {
    return literal(dayType, expression.value)
  }
  if (kind === 'text' && ['number', 'boolean', 'day', 'instant'].includes(type.kind)) {
    return as(expression, textType)
  }
  throw new FormulaError('formula.wrongType', wrongType(type, kind), place)
}

/** The types of results that may stand for one another, brought to one: a "" is empty in any of them. */
export function unify(given: readonly Typed[]): readonly Expression[] {
  const first = given.find(({ expression }) => !isEmptyText(expression)) ?? given[0]
  const type = first ? scalarType(first.expression) : textType
  return given.map(({ expression, place }) => {
    const own = scalarType(expression)
    if (own.kind === type.kind) {
      if (own.kind !== 'reference' || type.kind !== 'reference' || own.to === type.to) return expression
      const said = say('One result is a {one}, this one a {other}. Results have to be of one kind.', {
        one: type.to,
        other: own.to,
      })
      throw new FormulaError('formula.mixedTypes', said, place)
    }
    if (isEmptyText(expression)) return literal(type, null)
    if (type.kind === 'day') return want({ expression, place }, 'day')
    const said = say('One result is {kindOne}, this one {kindOther}. Results have to be of one kind.', {
      kindOne: type.kind,
      kindOther: own.kind,
    })
    const isText = own.kind === 'text' || type.kind === 'text'
    const hint = isText ? [say('TEXT or VALUE turns one into the other.')] : []
    throw new FormulaError('formula.mixedTypes', [said, ...hint], place)
  })
}

export function isEmptyText(expression: Expression): boolean {
  return expression.is === 'literal' && expression.type.kind === 'text' && expression.value === ''
}

export function as(expression: Expression, type: Scalar): Expression {
  return call('as', [expression], type)
}

function wrongType(type: Scalar, kind: Kind): Said[] {
  const hint = hints[`${type.kind}>${kind}`]
  const said = say('This is {kindOne}; {kindWanted} is wanted here.', {
    kindOne: type.kind,
    kindWanted: kind,
  })
  return hint ? [said, say(hint)] : [said]
}

const hints: Readonly<Record<string, Sentence>> = {
  'text>number': 'VALUE turns a text into a number.',
  'text>day': 'DATE(year, month, day) makes a day, or write it as "2026-03-31".',
  'number>day': 'DATE(year, month, day) makes a day.',
  'day>number': 'YEAR, MONTH and DAY give numbers, and one day minus another gives the days between.',
  'reference>text': 'Name one of its fields, such as .name.',
}
