import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { holdersOf } from '../../database/holders-of.ts'
import { id, sql, type Sql } from '../../database/sql.ts'

/** Where something names a record: the column of a table. */
export type Holder = { readonly table: string; readonly column: string }

/**
 * Of records that are to go together, those that something names which does not go with them, each with where
 * that stands: with what people can take away there, where there is any, and not with what was retired. Owned
 * lines go with the record that owns them. To be asked where their end was refused.
 */
export async function heldElsewhere(
  tx: Connection,
  model: ResolvedModel,
  object: ResolvedObject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const holders = await holdersOf(tx, object.table)
  const held = new Map<string, Holder>()
  const [present, retired] = [false, true].map((is) => holders.filter((one) => isRetired(model, one) === is))
  for (const holder of [...(retired ?? []), ...(present ?? [])]) {
    const { table, column } = holder
    const rows = await tx.query<{ record: string }>(
      sql`select distinct ${id('h', column)} as record from ${id(table)} h
          where ${id('h', column)} = any(${ids}::uuid[]) and not ${goesToo(model, object, table, ids)}`,
    )
    for (const { record } of rows) held.set(record, holder)
  }
  return held
}

/** Whether no object of today has the column: its field was retired, or the object itself. */
export function isRetired(model: ResolvedModel, { table, column }: Holder): boolean {
  return ![...model.objects.values()].some(
    (one) => one.table === table && [...one.fields.values()].some((field) => field.column === column),
  )
}

function goesToo(model: ResolvedModel, object: ResolvedObject, table: string, ids: readonly string[]): Sql {
  if (table === object.table) return sql`h.id = any(${ids}::uuid[])`
  const line = [...model.objects.values()].find((one) => one.table === table && one.declaration.owned)
  const via = line?.fields.get(line.declaration.owned?.via ?? '')
  const owner = via?.type.valueType(via.field)
  const isOurs = owner?.kind === 'reference' && model.objects.get(owner.to)?.table === object.table
  return isOurs && via?.column ? sql`${id('h', via.column)} = any(${ids}::uuid[])` : sql`false`
}
