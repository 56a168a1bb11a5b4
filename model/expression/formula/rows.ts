import { listOf, type Each, type Expression, type Source } from '../expression.ts'
import { FormulaError } from './formula-error.ts'
import { scalarType, type Typed } from './typed.ts'
import { say } from '../said.ts'

/**
 * Puts an operation on values that may be many: of `lines.amount * lines.quantity` there is one value a
 * line. All that are many must come from the same rows; a single value stands beside each.
 */
export function overRows(given: readonly Typed[], build: (args: readonly Typed[]) => Expression): Expression {
  const many = given.filter((one) => one.expression.is === 'each')
  if (many.length === 0) return build(given)
  const over = commonSource(many)
  const value = build(given.map((one) => ({ ...one, expression: inRow(one.expression) })))
  return { is: 'each', over, value, type: listOf(scalarType(value)) }
}

/** What stands for an expression inside the rows. */
export function inRow(expression: Expression): Expression {
  if (expression.is === 'each') return expression.value
  if (expression.is === 'literal' || expression.is === 'variable') return expression
  return { is: 'outer', of: expression, type: expression.type }
}

export function commonSource(many: readonly Typed[]): Source {
  const [first, ...rest] = many.map((one) => (one.expression as Each).over)
  if (!first) throw new Error('There are no rows to find.')
  return rest.reduce((over, next, at) => {
    if (over.kind === 'lists' && next.kind === 'lists') {
      const known = new Set(over.paths.map((path) => path.join('.')))
      return {
        kind: 'lists',
        paths: [...over.paths, ...next.paths.filter((path) => !known.has(path.join('.')))],
      }
    }
    if (over.kind === 'rows' && next.kind === 'rows' && over.path.join('.') === next.path.join('.'))
      return over
    const said = say('These values come from different lists ({one} and {other}). Total each on its own.', {
      one: named(over),
      other: named(next),
    })
    throw new FormulaError('formula.differentLists', said, (many[at + 1] as Typed).place)
  }, first)
}

function named(source: Source): string {
  return source.kind === 'rows'
    ? source.path.join('.')
    : source.paths.map((path) => path.join('.')).join(', ')
}
