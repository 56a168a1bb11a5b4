/**
 * The one tree behind conditions and formulas: plain JSON, typed at every node, so that it can be stored,
 * sent, compiled to SQL, evaluated in the browser and described in words.
 */
export type Expression = Literal | FieldPath | Variable | Call | Each | Quantified | Outer

/** A value: a number as plain decimal text, a day 'YYYY-MM-DD', an instant RFC 3339 in UTC, empty null. */
export type Literal = { readonly is: 'literal'; readonly type: ExpressionType; readonly value: LiteralValue }
export type LiteralValue = string | boolean | null | readonly (string | boolean | null)[]

/** A field of the record, or of a record reached through references. Collections are entered by `each`. */
export type FieldPath = {
  readonly is: 'field'
  readonly path: readonly string[]
  readonly type: ExpressionType
}

/** `$me`, `$today` and the like; their values come with the question. */
export type Variable = { readonly is: 'variable'; readonly name: string; readonly type: ExpressionType }

/** An operator or function. Those of where-objects have names of their own: they take empty differently. */
export type Call = {
  readonly is: 'call'
  readonly name: string
  readonly args: readonly Expression[]
  readonly type: ExpressionType
}

/** One value for every row of a source; only functions over lists take it. */
export type Each = {
  readonly is: 'each'
  readonly over: Source
  readonly value: Expression
  readonly type: ExpressionType
}

/** Whether some, none or every row of a source fulfils a condition. */
export type Quantified = {
  readonly is: 'quantified'
  readonly quantifier: 'some' | 'none' | 'every'
  readonly over: Source
  readonly where: Expression
  readonly type: ExpressionType
}

/** Inside `each` and `quantified`: an expression of the record around the rows. */
export type Outer = { readonly is: 'outer'; readonly of: Expression; readonly type: ExpressionType }

/**
 * What rows come from: the records at the end of a path (owned lines, back references, lists of
 * references; several such steps are flattened), whose fields are named from there on; or lists of plain
 * values walked side by side, whose current values are named by the same paths.
 */
export type Source =
  | { readonly kind: 'rows'; readonly path: readonly string[] }
  | { readonly kind: 'lists'; readonly paths: readonly (readonly string[])[] }

export type Scalar =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'day' | 'instant' | 'opaque' }
  | { readonly kind: 'reference'; readonly to: string }

export type ExpressionType = Scalar | { readonly kind: 'list'; readonly of: Scalar }

export const textType: Scalar = { kind: 'text' }
export const numberType: Scalar = { kind: 'number' }
export const booleanType: Scalar = { kind: 'boolean' }
export const dayType: Scalar = { kind: 'day' }
export const instantType: Scalar = { kind: 'instant' }

export function listOf(of: Scalar): ExpressionType {
  return { kind: 'list', of }
}

export function literal(type: ExpressionType, value: LiteralValue): Literal {
  return { is: 'literal', type, value }
}

export function call(name: string, args: readonly Expression[], type: ExpressionType): Call {
  return { is: 'call', name, args, type }
}

/** The expressions directly below a node. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'call':
      return expression.args
    case 'each':
      return [expression.value]
    case 'quantified':
      return [expression.where]
    case 'outer':
      return [expression.of]
    default:
      return []
  }
}
