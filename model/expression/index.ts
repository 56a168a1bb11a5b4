export type {
  Call,
  Each,
  Expression,
  ExpressionType,
  FieldPath,
  Literal,
  LiteralValue,
  Outer,
  Quantified,
  Scalar,
  Source,
  Variable,
} from './expression.ts'
export { booleanType, call, children, literal } from './expression.ts'
export { dependencies, isVolatile, usesRates } from './dependencies.ts'
export { conditionPhrases } from './condition-phrases.ts'
export { describe } from './describe.ts'
export type { Naming } from './describe.ts'
export { englishPhrases } from './phrases.ts'
export type { Phrases } from './phrases.ts'
export { evaluate, fulfils } from './evaluate.ts'
export { evaluateFormula, FormulaValueError } from './evaluate-formula.ts'
export type { FormulaAnswer, FormulaQuestion, FormulaValue } from './evaluate-formula.ts'
export { numberText, readNumber } from './exact-number.ts'
export { FormulaError } from './formula/formula-error.ts'
export { functions } from './formula/functions.ts'
export { parseFormula } from './formula/parse-formula.ts'
export { printFormula } from './formula/print-formula.ts'
export { commonSource, inRow } from './formula/rows.ts'
export { textFormat } from './formula/text-format.ts'
export type { DayPart, DayPiece, NumberSection, TextFormat } from './formula/text-format.ts'
export { asKind, readCriterion } from './function/criterion.ts'
export type { CriterionOperator } from './function/criterion.ts'
export { sameLetters } from './function/wildcards.ts'
export { jsonRecord } from './record-view.ts'
export type { RecordView, Surroundings } from './record-view.ts'
export type { ErrorCode } from './result.ts'
export type { ScopeField, TypeScope } from './type-scope.ts'
export { variables } from './variable.ts'
export { WhereError } from './where-error.ts'
export { operatorsOf, parseWhere } from './where.ts'
export { expressionText } from './expression-text.ts'
export type { Said } from './said.ts'
