import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql, type Sql } from '../database/sql.ts'

/** A key that more records than this share says nothing. */
export const mostSharing = 100

/**
 * Whether a key tells anything: those that the search over all records found with very many are left out, for
 * an index gives all that have such a one before it gives the first.
 */
export function isRare(base: ResolvedObject, key: Sql): Sql {
  return sql`not exists (select from duplicate_common_key ck where ck.object = ${base.name} and ck.key = ${key})`
}
