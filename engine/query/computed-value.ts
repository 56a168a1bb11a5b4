import { FormulaError } from '#model'
import type { ResolvedField } from '../catalog/resolved-model.ts'
import type { Sql } from '../database/sql.ts'
import { compileExpression } from '../expression/index.ts'
import { formulaTree } from './formula-tree.ts'
import { declaredThen, type Past } from './past.ts'
import type { RecordScope } from './record-scope.ts'

/**
 * A formula that depends on the day or the moment, worked out while it is read; `scope` sees all that it
 * needs.
 */
export function computedValue(scope: RecordScope, field: ResolvedField): Sql {
  if (field.field.type !== 'formula') throw new Error(`${field.name} has no value of its own.`)
  return compileExpression(formulaTree(scope.reader.model, scope.object, field), scope)
}

/** The same as it was declared then; null where that names fields which are gone by now. */
export function computedThen(scope: RecordScope, past: Past, field: ResolvedField): Sql | null {
  const then = declaredThen(past, field)
  if (!then) return null
  try {
    return computedValue(scope, then)
  } catch (error) {
    if (error instanceof FormulaError) return null
    throw error
  }
}
