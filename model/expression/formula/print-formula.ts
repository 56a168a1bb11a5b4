import type { Expression } from '../expression.ts'
import { bindings } from './parse.ts'

/** An expression as the text of a formula; read again, it gives the same expression. */
export function printFormula(expression: Expression): string {
  return print(expression, { rows: [], outer: null }).text
}

/** The path of the rows that names are relative to, and the place around them. */
type Around = { readonly rows: readonly string[]; readonly outer: Around | null }
type Printed = { readonly text: string; readonly binding: number }

/** Nothing binds tighter than a name, a value or a function. */
const tightest = 9
const signBinding = 7
const percentBinding = 8

function print(expression: Expression, around: Around): Printed {
  switch (expression.is) {
    case 'literal':
      return literalText(expression.value, expression.type.kind)
    case 'field':
      return whole(fieldPath(expression.path, around).join('.'))
    case 'variable':
      return whole(expression.name)
    case 'each': {
      const rows = expression.over.kind === 'rows' ? [...around.rows, ...expression.over.path] : around.rows
      return print(expression.value, { rows, outer: around })
    }
    case 'outer':
      return print(expression.of, around.outer ?? around)
    case 'quantified':
      throw new Error('A condition over rows has no form as a formula.')
    case 'call':
      return callText(expression.name, expression.args, around)
  }
}

/** A reference to the row itself is written as the list: COUNT(lines). */
function fieldPath(path: readonly string[], around: Around): readonly string[] {
  const isRowItself = around.rows.length > 0 && path.length === 1 && path[0] === 'id'
  return isRowItself ? around.rows : [...around.rows, ...path]
}

function callText(name: string, args: readonly Expression[], around: Around): Printed {
  const [left, right] = args
  if (name === 'as' && left) return print(left, around)
  if (name === 'negate' && left) return { text: `-${bound(left, signBinding, around)}`, binding: signBinding }
  if (name === '%' && left)
    return { text: `${bound(left, percentBinding, around)}%`, binding: percentBinding }
  const binding = bindings[name]
  if (binding === undefined || !left || !right) {
    return whole(`${name}(${args.map((one) => print(one, around).text).join(', ')})`)
  }
  const text = `${bound(left, binding, around)} ${name} ${bound(right, binding + 1, around)}`
  return { text, binding }
}

function bound(expression: Expression, least: number, around: Around): string {
  const { text, binding } = print(expression, around)
  return binding < least ? `(${text})` : text
}

function literalText(value: unknown, kind: string): Printed {
  if (value === null) return whole('""')
  if (typeof value === 'boolean') return whole(value ? 'TRUE' : 'FALSE')
  if (kind === 'number') return whole(String(value))
  return whole(`"${String(value).replaceAll('"', '""')}"`)
}

function whole(text: string): Printed {
  return { text, binding: tightest }
}
