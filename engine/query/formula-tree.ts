import { parseFormula, type Expression } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { typeScope } from './type-scope.ts'

const trees = new WeakMap<ResolvedModel, Map<ResolvedField, Expression>>()

/** The expression of a formula field. A formula sees everything: what it gives is guarded like any field. */
export function formulaTree(model: ResolvedModel, face: ResolvedObject, field: ResolvedField): Expression {
  const known = trees.get(model) ?? new Map<ResolvedField, Expression>()
  trees.set(model, known)
  const tree = known.get(field)
  if (tree) return tree
  const made = parseFormula(
    String(field.field['formula'] ?? ''),
    typeScope({ model, authority: 'action' }, face),
  )
  known.set(field, made)
  return made
}
