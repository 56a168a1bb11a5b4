import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, type Sql } from '../../database/sql.ts'
import { changedTable, tableOf } from '../../query/past.ts'
import type { Acting } from '../read/list-conditions.ts'
import { isUnchanged } from './past-tables.ts'

/** A table with rows `t` of an object, whoever reads them, and which of its rows are meant. */
export type Source = { readonly reader: Acting; readonly table: Sql; readonly only: Sql | null }

/**
 * Where the records of an object are found. Of the past most are in the table of today, unchanged: an order
 * can follow its indexes there, and rights ask the row itself. The others are made from the log.
 */
export function sourcesOf(reader: Acting, object: ResolvedObject): readonly Source[] {
  const { past } = reader
  if (!past || object.declaration.owned) return [{ reader, table: tableOf(reader, object), only: null }]
  const asToday = { ...reader, past: { ...past, unchanged: 't' } }
  return [
    { reader: asToday, table: id(object.table), only: isUnchanged(object, past, 't') },
    { reader, table: id(changedTable(object.table)), only: raw('true') },
  ]
}
