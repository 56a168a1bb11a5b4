import type { Operator } from '../field-type.ts'
import {
  booleanType,
  call,
  literal,
  textType,
  type Expression,
  type Scalar,
  type Source,
} from './expression.ts'
import { isId } from '../id.ts'
import { variables } from './variable.ts'
import { longestPath, type ScopeField, type TypeScope } from './type-scope.ts'
import { scalarOf } from './scalar-of.ts'
import { WhereError } from './where-error.ts'
import { compare, equals, isIn, isWithin } from './where-value.ts'
import { say, type Said } from './said.ts'

/** How deep a where-object may nest, and how many conditions it may have. */
export const deepestWhere = 30
export const mostConditions = 1_000

/**
 * Reads a where-object as it came from outside into an expression over the fields of `scope`. Throws a
 * WhereError that names the place; a hidden field answers exactly as one that does not exist.
 */
export function parseWhere(where: unknown, scope: TypeScope): Expression {
  return conditions(where, { scope, path: '', depth: 0, budget: { left: mostConditions } })
}

type Place = {
  readonly scope: TypeScope
  readonly path: string
  readonly depth: number
  readonly budget: { left: number }
}

/** A field as it was named: the path from the record or row, and what stands at its end. */
type Named = { readonly path: readonly string[]; readonly field: ScopeField }

function conditions(where: unknown, place: Place): Expression {
  if (!isObject(where)) {
    throw fault(place, 'where.notAnObject', say('A condition is an object such as {"city":"Rīga"}.'))
  }
  const parts = Object.entries(where).map(([key, value]) => condition(key, value, inside(place, key)))
  return parts.length === 1 && parts[0] ? parts[0] : call('all', parts, booleanType)
}

function condition(key: string, value: unknown, place: Place): Expression {
  if (key === 'all' || key === 'any') {
    if (!Array.isArray(value))
      throw fault(place, 'where.notAList', say('"{key}" takes a list of conditions.', { key }))
    spend(place, value.length)
    return call(
      key,
      value.map((one: unknown, at) => conditions(one, inside(place, String(at)))),
      booleanType,
    )
  }
  if (key === 'not') return call('not', [conditions(value, place)], booleanType)
  return walk([], steps(key, place), place.scope, value, place)
}

function steps(key: string, place: Place): readonly string[] {
  const path = key.split('.')
  if (path.length > longestPath) throw unknownField(place)
  return path
}

/** Follows a dotted path; a step into many rows asks whether some of them fulfils the rest. */
function walk(
  before: readonly string[],
  [name = '', ...rest]: readonly string[],
  scope: TypeScope,
  value: unknown,
  place: Place,
): Expression {
  const field = scope.field(name)
  if (!field && name === '$hidden') throw hiddenFields(place)
  if (!field) throw unknownField(place)
  const path = [...before, name]
  if (rest.length === 0) return ofField({ path, field }, value, place)
  const rows = field.rows?.()
  if (!rows) throw unknownField(place)
  if (field.type.kind === 'reference') return walk(path, rest, rows, value, place)
  return {
    is: 'quantified',
    quantifier: 'some',
    over: { kind: 'rows', path },
    where: walk([], rest, rows, value, { ...place, scope: rows }),
    type: booleanType,
  }
}

function ofField(named: Named, given: unknown, place: Place): Expression {
  const value = byName(named, given)
  if (!isObject(value)) return operation(named, 'is', value, place)
  const keys = Object.keys(value)
  if (keys.length > 0 && !keys.every((key) => key in operations && Object.hasOwn(operations, key))) {
    return ofReferredRecord(named, value, place)
  }
  const parts = Object.entries(value).map(([key, given]) =>
    operation(named, key as Operator, given, inside(place, key)),
  )
  return parts.length === 1 && parts[0] ? parts[0] : call('all', parts, booleanType)
}

/** `{"category":{"number":"C-1"}}` asks about the record referred to. */
function ofReferredRecord(named: Named, value: object, place: Place): Expression {
  const rows = named.field.rows?.()
  const operator = Object.keys(value).find((key) => !(key in operations)) ?? ''
  if (!rows || named.field.type.kind !== 'reference') {
    throw fault(
      place,
      'where.unknownOperator',
      say('"{operator}" is not an operator. Use one of {operators}.', {
        operator: clip(operator),
        operators: Object.keys(operations).join(', '),
      }),
    )
  }
  const parts = Object.entries(value).map(([key, given]) =>
    walk(named.path, steps(key, place), rows, given, inside(place, key)),
  )
  return parts.length === 1 && parts[0] ? parts[0] : call('all', parts, booleanType)
}

function operation(named: Named, operator: Operator, value: unknown, place: Place): Expression {
  spend(place, 1)
  const { type, operators } = named.field
  const allowed = operatorsOf(named.field)
  if (!allowed.includes(operator) || (operators && !operators.includes(operator) && operator !== 'is')) {
    const said = say('"{operator}" cannot be asked of {type} fields.', { operator, type: type.kind })
    throw fault(place, 'where.operatorNotAllowed', said)
  }
  return operations[operator](named, value, place)
}

const operations: Record<Operator, (named: Named, value: unknown, place: Place) => Expression> = {
  is: (named, value, place) => {
    const set = named.field.type.kind === 'list' || named.field.type.kind === 'lines'
    if (value === null) return not(isSet(named))
    if (Array.isArray(value) && !set) return isAmong(named, value, place)
    return equals(target(named), value, named.field, place.path)
  },
  not: (named, value, place) => not(ofField(named, value, place)),
  in: isAmong,
  notIn: (named, value, place) => not(isAmong(named, value, place)),
  above: (named, value, place) => compare('above', target(named), value, named.field, place.path),
  atLeast: (named, value, place) => compare('atLeast', target(named), value, named.field, place.path),
  below: (named, value, place) => compare('below', target(named), value, named.field, place.path),
  atMost: (named, value, place) => compare('atMost', target(named), value, named.field, place.path),
  contains: (named, value, place) =>
    named.field.type.kind === 'list'
      ? equals(target(named), value, named.field, place.path)
      : ofText('contains', named, value, place),
  startsWith: (named, value, place) => ofText('startsWith', named, value, place),
  set: (named, value, place) => {
    if (typeof value !== 'boolean') throw fault(place, 'where.notYesNo', say('"set" takes true or false.'))
    return value ? isSet(named) : not(isSet(named))
  },
  under: (named, value, place) => {
    const is = equals(target(named), value, named.field, place.path)
    if (is.is !== 'call' || is.name !== 'is')
      throw fault(place, 'where.notAValue', say('"under" takes the id of one record.'))
    return call('isUnder', is.args, booleanType)
  },
  within: (named, value, place) => isWithin(target(named), value, place.path),
  some: (named, value, place) => quantified('some', named, value, place),
  none: (named, value, place) => quantified('none', named, value, place),
  every: (named, value, place) => quantified('every', named, value, place),
}

/** A text that is no id names a record by the field that its reference is declared to go by. */
function byName({ field }: Named, value: unknown): unknown {
  const isName = typeof value === 'string' && !isId(value.toLowerCase()) && !variables.has(value)
  return field.by !== undefined && isName ? { [field.by]: value } : value
}

/** One of the values; null among them stands for empty, and {"number":"C-1"} for the record so numbered. */
function isAmong(named: Named, given: unknown, place: Place): Expression {
  if (!Array.isArray(given)) return isIn(target(named), given, named.field, place.path)
  const value = given.map((one: unknown) => byName(named, one))
  const isKey = (one: unknown): one is object => isObject(one) && !Object.hasOwn(one, 'id')
  const rest = value.filter((one: unknown) => one !== null && !isKey(one))
  const keys = named.field.type.kind === 'reference' ? value.filter(isKey) : []
  const parts = keys.map((one) => ofReferredRecord(named, one, place))
  if (value.includes(null)) parts.push(not(isSet(named)))
  if (parts.length === 0) return isIn(target(named), value, named.field, place.path)
  spend(place, parts.length)
  return call('any', [isIn(target(named), rest, named.field, place.path), ...parts], booleanType)
}

function ofText(operator: 'contains' | 'startsWith', named: Named, value: unknown, place: Place): Expression {
  if (typeof value !== 'string' || value.length > 1_000) {
    const said = say('"{operator}" takes a text of at most 1,000 characters.', { operator })
    throw fault(place, 'where.notAText', said)
  }
  return call(operator, [target(named), literal(textType, storable(value))], booleanType)
}

function quantified(
  quantifier: 'some' | 'none' | 'every',
  named: Named,
  value: unknown,
  place: Place,
): Expression {
  const rows = named.field.rows?.()
  const [over, where]: [Source, Expression] =
    rows && (isObject(value) || named.field.type.kind === 'lines')
      ? [{ kind: 'rows', path: named.path }, conditions(value, { ...place, scope: rows })]
      : [{ kind: 'lists', paths: [named.path] }, ofField(memberOf(named), value, place)]
  return { is: 'quantified', quantifier, over, where, type: booleanType }
}

/** Inside a list of plain values the path of the list names the current value. */
function memberOf(named: Named): Named {
  const { type } = named.field
  if (type.kind !== 'list') return named
  const list = scalarOf(type)
  const member = list.kind === 'list' ? list.of : list
  return { path: named.path, field: { type: member, ...(named.field.parse && { parse: named.field.parse }) } }
}

function isSet({ path, field }: Named): Expression {
  if (field.type.kind !== 'lines') return call('isSet', [target({ path, field })], booleanType)
  const where = call('all', [], booleanType)
  return { is: 'quantified', quantifier: 'some', over: { kind: 'rows', path }, where, type: booleanType }
}

function target({ path, field }: Named): Expression {
  return { is: 'field', path, type: scalarOf(field.type) }
}

function not(expression: Expression): Expression {
  return call('not', [expression], booleanType)
}

const ordered: readonly Operator[] = [
  'is',
  'not',
  'in',
  'notIn',
  'above',
  'atLeast',
  'below',
  'atMost',
  'set',
]
const byKind: Record<Scalar['kind'] | 'list' | 'lines', readonly Operator[]> = {
  text: [...ordered, 'contains', 'startsWith'],
  number: ordered,
  boolean: ['is', 'not', 'in', 'notIn', 'set'],
  day: [...ordered, 'within'],
  instant: [...ordered, 'within'],
  reference: ['is', 'not', 'in', 'notIn', 'set', 'under'],
  list: ['is', 'not', 'in', 'notIn', 'contains', 'set', 'some', 'none', 'every'],
  lines: ['set', 'not', 'some', 'none', 'every'],
  opaque: ['set', 'not'],
}

/** The operators that may be asked of a field, for the filter builder too. */
export function operatorsOf(field: ScopeField): readonly Operator[] {
  const all = byKind[field.type.kind]
  return field.type.kind === 'reference' && !field.tree ? all.filter((one) => one !== 'under') : all
}

/** PostgreSQL holds no NUL and no half of a surrogate pair, so neither can be found. */
function storable(value: string): string {
  return value.toWellFormed().replaceAll('\0', '\ufffd')
}

function inside(place: Place, step: string): Place {
  const path = place.path === '' ? clip(step) : `${place.path}.${clip(step)}`
  const deeper = { ...place, path, depth: place.depth + 1 }
  if (deeper.depth > deepestWhere)
    throw fault(place, 'where.tooDeep', say('The condition nests too deep. Simplify it.'))
  return deeper
}

function spend(place: Place, conditionCount: number): void {
  place.budget.left -= conditionCount
  if (place.budget.left < 0) {
    const said = say('A filter may have at most {most} conditions. Shorten it.', { most: mostConditions })
    throw fault(place, 'where.tooLong', said)
  }
}

function unknownField(place: Place): WhereError {
  return fault(place, 'where.unknownField', say('There is no such field to filter by. Check its name.'))
}

/** What a condition is told as to whom it would name a field that they do not know. */
function hiddenFields(place: Place): WhereError {
  return fault(
    place,
    'where.hidden',
    say('This filter asks about fields that you may not see. Choose another.'),
  )
}

function fault(place: Place, code: string, said: Said): WhereError {
  return new WhereError(place.path, code, said)
}

function clip(step: string): string {
  return step.length > 100 ? `${step.slice(0, 100)}…` : step
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
