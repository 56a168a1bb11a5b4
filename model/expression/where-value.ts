import { isDay } from '../day.ts'
import {
  booleanType,
  call,
  dayType,
  listOf,
  literal,
  textType,
  type Expression,
  type Scalar,
} from './expression.ts'
import { numberText, readNumber } from './exact-number.ts'
import { instantMicroseconds, instantText } from './exact-instant.ts'
import type { ScopeField } from './type-scope.ts'
import { variables } from './variable.ts'
import { WhereError } from './where-error.ts'
import { say, type Sentence } from './said.ts'

/** How many values `in` takes. */
export const mostValues = 10_000

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** At most some centuries, so that no span leaves the calendar of PostgreSQL. */
const spanPattern = /^[+-](?:\d{1,5}d|\d{1,4}[wm]|\d{1,3}y)$/

/** Field = value; of a list: the value is among its members. */
export function equals(field: Expression, value: unknown, of: ScopeField, path: string): Expression {
  return equalsOperand(field, operand(field, value, of, path))
}

/** Field among the values; of a list: one of its members is. */
export function isIn(field: Expression, value: unknown, of: ScopeField, path: string): Expression {
  const member = memberType(field)
  const name = field.type.kind === 'list' ? 'hasAny' : 'isIn'
  if (!Array.isArray(value)) {
    const variable = variableOf(value, member)
    if (variable?.type.kind === 'list') return call(name, [field, variable], booleanType)
    throw new WhereError(path, 'where.notAList', say('A list of values is wanted here.'))
  }
  if (value.length > mostValues) {
    const said = say('At most {most} values may be listed. Narrow the filter another way.', {
      most: mostValues,
    })
    throw new WhereError(path, 'where.tooLong', said)
  }
  const given = value.map((one: unknown, at) => operand(field, one, of, `${path}.${at}`))
  const plain = given.filter((one) => one.is === 'literal' && one.type.kind === member.kind)
  const other = given.filter((one) => !plain.includes(one))
  const values = plain.map((one) => (one.is === 'literal' ? (one.value as string | boolean) : null))
  const among = call(name, [field, literal(listOf(member), values)], booleanType)
  if (other.length === 0) return among
  return call('any', [among, ...other.map((one) => equalsOperand(field, one))], booleanType)
}

/** Field before or after a value, in the order of its type; texts in the order of their folded forms. */
export function compare(
  operator: 'above' | 'atLeast' | 'below' | 'atMost',
  field: Expression,
  value: unknown,
  of: ScopeField,
  path: string,
): Expression {
  const { parse: _, ...plain } = of
  const given = operand(field, value, plain, path)
  if (given.type.kind === 'list')
    throw new WhereError(path, 'where.notAValue', say('One value is wanted here.'))
  return call(operator, [field, given], booleanType)
}

/** From today so many days, weeks, months or years back ("-30d") or ahead ("+2w"), both days included. */
export function isWithin(field: Expression, value: unknown, path: string): Expression {
  const span = typeof value === 'string' ? spanPattern.exec(value) : null
  if (!span) {
    const said = say(
      'A span is a sign, a number and d, w, m or y: "-30d" is the last 30 days, "+2w" the next 2 weeks.',
    )
    throw new WhereError(path, 'where.notASpan', said)
  }
  const today: Expression = { is: 'variable', name: '$today', type: dayType }
  return call('isWithin', [field, literal(textType, span[0]), today], booleanType)
}

function operand(field: Expression, value: unknown, of: ScopeField, path: string): Expression {
  const member = memberType(field)
  const variable = variableOf(value, member)
  if (variable) return variable
  const taken = readers[member.kind](value, of, member)
  if (taken) return taken
  throw new WhereError(path, 'where.wrongType', say(wanted[member.kind]))
}

/** A variable may stand for many values, and so may a field. */
function equalsOperand(field: Expression, given: Expression): Expression {
  const isMany = field.type.kind === 'list'
  if (given.type.kind === 'list') return call(isMany ? 'hasAny' : 'isIn', [field, given], booleanType)
  return call(isMany ? 'has' : 'is', [field, given], booleanType)
}

/** A `$` name stands for a variable where its type can be meant; in a text field it is plain text. */
function variableOf(value: unknown, member: Scalar): Expression | undefined {
  const type = typeof value === 'string' ? variables.get(value) : undefined
  if (!type) return undefined
  const of = type.kind === 'list' ? type.of : type
  const days = of.kind === 'day' && (member.kind === 'day' || member.kind === 'instant')
  if (!days && !(of.kind === 'reference' && member.kind === 'reference')) return undefined
  return { is: 'variable', name: value as string, type }
}

type Reader = (value: unknown, of: ScopeField, member: Scalar) => Expression | undefined

const readers: Record<Scalar['kind'], Reader> = {
  text: (value, of) => {
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    const parsed = of.parse?.(value)
    const taken =
      parsed && 'value' in parsed && typeof parsed.value === 'string' ? parsed.value : String(value)
    return literal(textType, taken.toWellFormed().replaceAll('\0', '\ufffd'))
  },
  number: (value) => {
    const number = readNumber(value)
    return number && literal({ kind: 'number' }, numberText(number))
  },
  boolean: (value) => (typeof value === 'boolean' ? literal(booleanType, value) : undefined),
  day: (value) => (typeof value === 'string' && isDay(value) ? literal(dayType, value) : undefined),
  instant: (value) => {
    if (typeof value !== 'string') return undefined
    if (isDay(value)) return literal(dayType, value)
    const microseconds = instantMicroseconds(value)
    return microseconds === undefined ? undefined : literal({ kind: 'instant' }, instantText(microseconds))
  },
  reference: (value, _, member) => {
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value
    return typeof id === 'string' && idPattern.test(id) ? literal(member, id.toLowerCase()) : undefined
  },
  opaque: () => undefined,
}

const wanted: Record<Scalar['kind'], Sentence> = {
  text: 'A text is wanted here.',
  number: 'A number is wanted here, such as "1200.50".',
  boolean: 'true or false is wanted here.',
  day: 'A day is wanted here, such as "2026-03-31".',
  instant: 'A day or an instant is wanted here, such as "2026-03-31" or "2026-03-31T08:00:00Z".',
  reference: 'The id of a record is wanted here.',
  opaque: 'Such a field can only be asked whether it is set.',
}

function memberType(field: Expression): Scalar {
  return field.type.kind === 'list' ? field.type.of : field.type
}
