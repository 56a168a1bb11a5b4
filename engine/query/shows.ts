import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { join, raw, type Sql } from '../database/sql.ts'
import type { Reader } from './reader.ts'
import { readableRows, recordScope } from './record-scope.ts'
import { sightOf } from './sight.ts'

/** The rows on which the reader sees the field. */
export function shows(reader: Reader, object: ResolvedObject, alias: string, field: string): Sql {
  if (sightOf(reader, object)?.field(field) === undefined) return raw('false')
  const guard = recordScope(reader, object, alias).guard(field)
  const pieces = [readableRows(reader, object, alias), ...(guard ? [guard] : [])]
  return join(pieces, ' and ')
}
