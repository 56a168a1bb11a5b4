import { expressionText, type FormulaError, type WhereError } from '#model'
import { said } from './said.ts'
import type { Said } from './sayer.ts'

/** What is wrong with a formula or a condition, for whatever language is asked. */
export function saidOf(error: FormulaError | WhereError): Said {
  return said('{why}', { why: (language) => expressionText(error.said, language) })
}
