import type { Expression } from '../expression.ts'
import type { TypeScope } from '../type-scope.ts'
import { check } from './check.ts'
import { parse } from './parse.ts'

/**
 * Reads an Excel-like formula into an expression over the fields of `scope`; throws a FormulaError with the
 * place and a hint. With `typed`, `;` and a decimal comma are taken as well.
 */
export function parseFormula(
  formula: string,
  scope: TypeScope,
  options: { typed?: boolean } = {},
): Expression {
  return check(parse(formula, options.typed), scope)
}
