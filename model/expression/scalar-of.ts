import type { ValueType } from '../field-type.ts'
import { listOf, type ExpressionType } from './expression.ts'

/** The type of a field as expressions know it; lines are lists of the records they refer to. */
export function scalarOf(type: ValueType | ExpressionType): ExpressionType {
  if (type.kind === 'lines') return listOf({ kind: 'reference', to: type.of })
  if (type.kind !== 'list') return type
  if (type.of === 'text') return listOf({ kind: 'text' })
  return 'reference' in type.of ? listOf({ kind: 'reference', to: type.of.reference }) : listOf(type.of)
}
