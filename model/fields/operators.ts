import type { Operator } from '../field-type.ts'

const equality: readonly Operator[] = ['is', 'not', 'in', 'notIn', 'set']
const ordered: readonly Operator[] = [...equality, 'above', 'atLeast', 'below', 'atMost']

/** The operators of where-objects that make sense for each kind of value. */
export const textOperators: readonly Operator[] = [...ordered, 'contains', 'startsWith']
export const numberOperators = ordered
export const timeOperators: readonly Operator[] = [...ordered, 'within']
export const choiceOperators = equality
/** `under` is for references to a tree; where the object is none, it is refused when asked. */
export const referenceOperators: readonly Operator[] = [...equality, 'under']
export const listOperators: readonly Operator[] = [...equality, 'contains', 'some', 'none', 'every']
export const linesOperators: readonly Operator[] = ['set', 'not', 'some', 'none', 'every']
export const presenceOperators: readonly Operator[] = ['set', 'not']
