import {
  expressionText,
  FormulaError,
  parseFormula,
  printFormula,
  resultTypeOf,
  type Field,
  type FormulaResult,
  type Language,
  type TypeScope,
} from '#model'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { faultOfSight, scopeOf, type Shaper } from './wholly-seen.ts'

type FormulaFault = {
  readonly code: string
  readonly message: Sentence
  readonly position?: number
  readonly length?: number
}

/**
 * Takes a formula as people type it, with semicolons and decimal commas too, and gives it as it is
 * stored.
 */
export function readFormula(
  model: ResolvedModel,
  object: ResolvedObject,
  formula: string,
  gives: unknown,
  { language, shaper }: { readonly language: Language; readonly shaper: Shaper },
): { readonly formula: string } | FormulaFault {
  const scope = scopeOf(model, shaper, object)
  try {
    const tree = parseFormula(formula, scope, { typed: true })
    const wanted = isResult(gives)
      ? resultTypeOf({ label: '', type: 'formula', how: 'derived', gives }).valueType({} as Field).kind
      : null
    if (wanted !== null && tree.type.kind !== wanted) {
      return {
        code: 'formula.result',
        message: said('The formula gives {kind}, and the field is to hold {wanted}. Change one of them.', {
          kind: tree.type.kind,
          wanted,
        }),
      }
    }
    const unseen = faultOfSight(model, shaper, object, tree)
    if (unseen) return { code: 'formula.unseen', message: unseen }
    return { formula: isStored(formula, scope) ? formula : printFormula(tree) }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const { code, said, position, length } = error
    return { code, message: expressionText(said, language), position, length }
  }
}

function isStored(formula: string, scope: TypeScope): boolean {
  try {
    return parseFormula(formula, scope) !== undefined
  } catch {
    // It was typed with semicolons or decimal commas.
    return false
  }
}

function isResult(gives: unknown): gives is FormulaResult {
  return (
    typeof gives === 'string' &&
    ['text', 'integer', 'decimal', 'money', 'percent', 'yesNo', 'day', 'instant'].includes(gives)
  )
}
