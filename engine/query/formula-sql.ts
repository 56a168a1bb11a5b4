import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Sql } from '../database/sql.ts'
import { compileExpression } from '../expression/index.ts'
import { formulaTree } from './formula-tree.ts'
import { filled } from './placeholder.ts'
import { unlimited, type Reader } from './reader.ts'
import { recordScope } from './record-scope.ts'

/** What a formula comes to for the row of `alias`, now. */
export function formulaSql(reader: Reader, face: ResolvedObject, field: ResolvedField, alias: string): Sql {
  const tree = formulaTree(reader.model, face, field)
  return filled(compileExpression(tree, recordScope(unlimited(reader), face, alias)), reader)
}
