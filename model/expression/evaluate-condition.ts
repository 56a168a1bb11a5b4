import { addDays, addMonths } from '../day.ts'
import { fold } from '../text/fold.ts'
import { compareValues } from './compare-values.ts'
import { dayOfInstant, instantMicroseconds } from './exact-instant.ts'
import { fieldAt, referenceId, valueOf, variableAt, type Place } from './place.ts'
import type { Call, Expression } from './expression.ts'
import { readNumber } from './exact-number.ts'
import type { Value } from './result.ts'

/** Operators of where-objects; undefined where the call is of a formula. */
export function evaluateCondition({ name, args }: Call, place: Place): boolean | undefined {
  if (name === 'all') return args.every((one) => valueOf(one, place) === true)
  if (name === 'any') return args.some((one) => valueOf(one, place) === true)
  if (name === 'not') return valueOf(args[0] as Expression, place) !== true
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined
  if (!operation) return undefined
  const [field, given] = args
  if (!field) throw new Error(`The operator ${name} asks about a field.`)
  return operation(field, given ?? field, place)
}

type Operation = (field: Expression, given: Expression, place: Place) => boolean

const operations: Readonly<Record<string, Operation>> = {
  isSet: (field, _, place) => {
    const raw = field.is === 'field' ? fieldAt(field.path, place) : valueOf(field, place)
    return raw !== null && raw !== undefined && !(Array.isArray(raw) && raw.length === 0)
  },
  is: (field, given, place) => equalsOne(field, given, valueOf(given, place), place),
  isIn: (field, given, place) => members(given, place).some((one) => equalsOne(field, given, one, place)),
  has: (field, given, place) => members(field, place).includes(valueOf(given, place)),
  hasAny: (field, given, place) => {
    const wanted = members(given, place)
    return members(field, place).some((one) => one !== null && wanted.includes(one))
  },
  above: (field, given, place) => order(field, given, place, (sign) => sign > 0),
  atLeast: (field, given, place) => order(field, given, place, (sign) => sign >= 0),
  below: (field, given, place) => order(field, given, place, (sign) => sign < 0),
  atMost: (field, given, place) => order(field, given, place, (sign) => sign <= 0),
  contains: (field, given, place) => ofTexts(field, given, place, (text, part) => text.includes(part)),
  startsWith: (field, given, place) => ofTexts(field, given, place, (text, part) => text.startsWith(part)),
  isUnder: (field, given, place) => {
    const [id, ancestor] = [valueOf(field, place), valueOf(given, place)]
    if (typeof id !== 'string' || typeof ancestor !== 'string' || field.type.kind !== 'reference')
      return false
    return place.surroundings.isUnder?.(field.type.to, id, ancestor) ?? id === ancestor
  },
  isWithin: (field, given, place) => {
    const [day, span] = [dayOrNull(valueOf(field, place), place), valueOf(given, place)]
    const today = variableAt('$today', place)
    if (day === null || typeof span !== 'string' || typeof today !== 'string') return false
    const other = shifted(today, span)
    const [from, until] = span.startsWith('-') ? [other, today] : [today, other]
    return (from === undefined || from <= day) && (until === undefined || day <= until)
  },
}

function equalsOne(field: Expression, given: Expression, wanted: Value, place: Place): boolean {
  const value = valueOf(field, place)
  if (value === null || wanted === null) return false
  if (field.type.kind === 'instant' && given.type.kind === 'day') return dayOrNull(value, place) === wanted
  return compareValues(value, wanted, field.type.kind === 'list' ? 'text' : field.type.kind) === 0
}

function order(field: Expression, given: Expression, place: Place, fits: (sign: number) => boolean): boolean {
  const [value, bound] = [valueOf(field, place), valueOf(given, place)]
  if (value === null || bound === null) return false
  if (field.type.kind === 'instant' && given.type.kind === 'day') {
    return fits(compareValues(dayOrNull(value, place), bound, 'day'))
  }
  if (typeof value === 'string' && typeof bound === 'string' && field.type.kind === 'text') {
    return fits(compareValues(fold(value), fold(bound), 'text'))
  }
  return fits(compareValues(value, bound, field.type.kind))
}

function ofTexts(
  field: Expression,
  given: Expression,
  place: Place,
  fits: (text: string, part: string) => boolean,
): boolean {
  const [text, part] = [valueOf(field, place), valueOf(given, place)]
  return typeof text === 'string' && typeof part === 'string' && fits(fold(text), fold(part))
}

/** The members of a list: of a field, a literal or a variable. */
function members(list: Expression, place: Place): readonly Value[] {
  const raw = rawList(list, place)
  const of = list.type.kind === 'list' ? list.type.of.kind : list.type.kind
  const all: readonly unknown[] = Array.isArray(raw) ? raw : []
  return all.map((one): Value => {
    if (of === 'reference') return referenceId(one)
    if (of === 'number') return readNumber(one) ?? null
    return typeof one === 'string' || typeof one === 'boolean' ? one : null
  })
}

function rawList(list: Expression, place: Place): unknown {
  if (list.is === 'field') return fieldAt(list.path, place)
  if (list.is === 'variable') return variableAt(list.name, place)
  if (list.is === 'outer') return rawList(list.of, place.outer ?? place)
  return list.is === 'literal' ? list.value : null
}

function dayOrNull(value: Value, place: Place): string | null {
  if (typeof value !== 'string') return null
  const microseconds = instantMicroseconds(value)
  if (microseconds === undefined) return value
  // A zone may already be past the ends of the calendar: that is before or after every day there is.
  const beyond = microseconds < 0n ? '0000-12-31' : '9999-12-32'
  return dayOfInstant(microseconds, place.surroundings.timeZone) ?? beyond
}

function shifted(today: string, span: string): string | undefined {
  const amount = Number(span.slice(0, -1))
  const unit = span.slice(-1)
  if (unit === 'd') return addDays(today, amount)
  if (unit === 'w') return addDays(today, amount * 7)
  return addMonths(today, unit === 'm' ? amount : amount * 12)
}
