import type { Operator, Parsed, ValueType } from '../field-type.ts'
import type { ExpressionType } from './expression.ts'

/** How many steps a path may have: a tree that refers to itself would lead on for ever. */
export const longestPath = 10

/**
 * The names that an expression may use at some place: the fields that one record has for one reader. A
 * hidden field is not here, exactly as one that does not exist.
 */
export interface TypeScope {
  field(name: string): ScopeField | undefined
  /** The names, for hints. */
  names(): readonly string[]
}

export type ScopeField = {
  readonly type: ValueType | ExpressionType
  /** The fields behind a reference, a list of references, or lines. */
  readonly rows?: () => TypeScope | undefined
  /** The object referred to is a tree, so `under` may be asked. */
  readonly tree?: boolean
  /** The unique field by which a text that is no id names the record referred to. */
  readonly by?: string
  /** Operators that make sense for it; all that its type has where undefined. */
  readonly operators?: readonly Operator[]
  /** Brings a value into the stored spelling (a phone to E.164). What it refuses is compared as it is. */
  readonly parse?: (input: unknown) => Parsed<unknown>
}
