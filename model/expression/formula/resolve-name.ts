import { listOf, type Expression } from '../expression.ts'
import { scalarOf } from '../scalar-of.ts'
import { longestPath, type ScopeField, type TypeScope } from '../type-scope.ts'
import { variables } from '../variable.ts'
import { FormulaError } from './formula-error.ts'
import { nearest } from './nearest.ts'
import type { Place } from './parse.ts'
import { say } from '../said.ts'

/** What a name in a formula stands for: a field, one behind references, one of each line, or a variable. */
export function resolveName(path: readonly string[], scope: TypeScope, place: Place): Expression {
  const [first = ''] = path
  if (path.length > longestPath) {
    const said = say('A name leads through at most {most} steps. Put a part of it into a field of its own.', {
      most: longestPath,
    })
    throw new FormulaError('formula.pathTooLong', said, place)
  }
  if (first.startsWith('$')) return variable(path, place)
  return walk(path, 0, scope, place, [])
}

function walk(
  path: readonly string[],
  at: number,
  scope: TypeScope,
  place: Place,
  before: readonly string[],
): Expression {
  const name = path[at] ?? ''
  const field = scope.field(name)
  if (!field) throw unknown(path, at, scope, place)
  const here = [...before, name]
  const isLast = at === path.length - 1
  const type = scalarOf(field.type)
  if (type.kind !== 'list') {
    if (isLast) return { is: 'field', path: here, type }
    return walk(path, at + 1, behind(field, path, at, place), place, here)
  }
  if (isLast && type.of.kind !== 'reference') {
    const value: Expression = { is: 'field', path: here, type: type.of }
    return { is: 'each', over: { kind: 'lists', paths: [here] }, value, type: listOf(type.of) }
  }
  const value: Expression = isLast
    ? { is: 'field', path: ['id'], type: type.of }
    : walk(path, at + 1, behind(field, path, at, place), place, [])
  return rowsOf(here, value, place)
}

/** Lines of lines are one list: the path leads through both. */
function rowsOf(path: readonly string[], value: Expression, place: Place): Expression {
  if (value.is !== 'each')
    return { is: 'each', over: { kind: 'rows', path }, value, type: listOf(scalarFrom(value)) }
  if (value.over.kind === 'lists') {
    const said = say('This is a list in each line of a list, which formulas cannot use.')
    throw new FormulaError('formula.listOfLists', said, place)
  }
  return { ...value, over: { kind: 'rows', path: [...path, ...value.over.path] } }
}

function scalarFrom(value: Expression) {
  if (value.type.kind === 'list') throw new Error('A list stands where one value was expected.')
  return value.type
}

function behind(field: ScopeField, path: readonly string[], at: number, place: Place): TypeScope {
  const scope = field.rows?.()
  if (scope) return scope
  const name = path.slice(0, at + 1).join('.')
  throw new FormulaError(
    'formula.noSuchField',
    say('{name} is a plain value and has no fields of its own.', { name }),
    place,
  )
}

function variable(path: readonly string[], place: Place): Expression {
  const name = path.join('.')
  const type = variables.get(name)
  if (type && type.kind !== 'list') return { is: 'variable', name, type }
  const said = say('There is no {name}. Use $me, $myParty or $today.', { name })
  throw new FormulaError('formula.noSuchVariable', said, place)
}

function unknown(path: readonly string[], at: number, scope: TypeScope, place: Place): FormulaError {
  const name = path[at] ?? ''
  const meant = nearest(name, scope.names())
  const whole = [...path.slice(0, at), meant ?? ''].join('.')
  const position = place.position + path.slice(0, at).join('.').length + (at > 0 ? 1 : 0)
  const hint = meant
    ? say('Did you mean {meant}?', { meant: whole })
    : say('Check its name; texts stand in double quotes.')
  const clipped = name.length > 60 ? `${name.slice(0, 60)}…` : name
  const said = say('There is no field {name}.', { name: clipped })
  return new FormulaError('formula.noSuchField', [said, hint], {
    position,
    length: name.length,
  })
}
