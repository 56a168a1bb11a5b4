import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { holdersOf } from '../../database/holders-of.ts'
import { id, sql, type Sql } from '../../database/sql.ts'

/**
 * Of records that are to go together, those that something names which does not go with them, each with the
 * table of that. Owned lines go with the record that owns them. To be asked where their end was refused.
 */
export async function heldElsewhere(
  tx: Connection,
  model: ResolvedModel,
  object: ResolvedObject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const holders = await holdersOf(tx, object.table)
  const held = new Map<string, string>()
  for (const { table, column } of holders) {
    const rows = await tx.query<{ record: string }>(
      sql`select distinct ${id('h', column)} as record from ${id(table)} h
          where ${id('h', column)} = any(${ids}::uuid[]) and not ${goesToo(model, object, table, ids)}`,
    )
    for (const { record } of rows) held.set(record, table)
  }
  return held
}

function goesToo(model: ResolvedModel, object: ResolvedObject, table: string, ids: readonly string[]): Sql {
  if (table === object.table) return sql`h.id = any(${ids}::uuid[])`
  const line = [...model.objects.values()].find((one) => one.table === table && one.declaration.owned)
  const via = line?.fields.get(line.declaration.owned?.via ?? '')
  const owner = via?.type.valueType(via.field)
  const isOurs = owner?.kind === 'reference' && model.objects.get(owner.to)?.table === object.table
  return isOurs && via?.column ? sql`${id('h', via.column)} = any(${ids}::uuid[])` : sql`false`
}
