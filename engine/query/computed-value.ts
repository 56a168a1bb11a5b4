import type { ResolvedField } from '../catalog/resolved-model.ts'
import type { Sql } from '../database/sql.ts'
import { compileExpression } from '../expression/index.ts'
import { formulaTree } from './formula-tree.ts'
import type { RecordScope } from './record-scope.ts'

/**
 * A formula that depends on the day or the moment, worked out while it is read; `scope` sees all that it
 * needs.
 */
export function computedValue(scope: RecordScope, field: ResolvedField): Sql {
  if (field.field.type !== 'formula') throw new Error(`${field.name} has no value of its own.`)
  return compileExpression(formulaTree(scope.reader.model, scope.object, field), scope)
}
