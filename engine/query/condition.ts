import { parseWhere } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql, type Sql } from '../database/sql.ts'
import { compileCondition } from '../expression/index.ts'
import type { Reader } from './reader.ts'
import { recordScope } from './record-scope.ts'
import { typeScope } from './type-scope.ts'

/**
 * A where-object as a condition on the row of `alias`, over what the reader may see; which rows may be seen
 * is
 * asked apart. Placeholders are still open. Throws WhereError.
 */
export function conditionOn(reader: Reader, object: ResolvedObject, where: unknown, alias: string): Sql {
  const expression = parseWhere(where, typeScope(reader, object))
  return sql`(${compileCondition(expression, recordScope(reader, object, alias))})`
}
