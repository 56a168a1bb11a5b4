import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { knownFields } from '../match/find-similar.ts'
import { matchColumns, matchedFields, matchRecordOf } from '../match/match-keys.ts'
import { seenRecords } from '../match/seen-records.ts'
import { sightOf } from '../query/sight.ts'
import type { Form } from './compare-in-thread.ts'

/** What records tell of who they are, by their ids. */
export type FormsOfRecords = (ids: readonly string[]) => Promise<readonly Form[]>

/**
 * What rows of a file are compared with: of a record that its importer sees what they see of it, so that a
 * row cannot be made to probe what is hidden; of others the fields that they see on some record. Who sees all
 * of them pays nothing for it.
 */
export function formsInSight(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
): FormsOfRecords {
  const known = knownFields(model, actor, base)
  const isWhole = seesAll(model, actor, base)
  // Nothing of it is told as it stands: that is read once somebody looks at a repeat.
  const { reads: _reads, ...quiet } = actor
  return async (ids) => {
    if (ids.length === 0) return []
    const rows = await connection.query<Record<string, unknown>>(
      sql`select t.id, ${matchColumns(model, base, 't')} from ${id(base.table)} t where t.id = any(${ids}::uuid[])`,
    )
    const seen = isWhole ? null : await seenRecords(connection, model, quiet, base, ids)
    return rows.flatMap((row) => {
      const own = String(row['id'])
      const values = seen ? (seen.get(own)?.values ?? only(known, row)) : row
      const record = matchRecordOf(model, base, values)
      return record ? [[own, JSON.stringify(record)] as const] : []
    })
  }
}

function only(known: ReadonlySet<string>, row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => known.has(name)))
}

/** Whether somebody sees all of each record by which it is compared. */
function seesAll(model: ResolvedModel, actor: Actor, base: ResolvedObject): boolean {
  const sight = sightOf({ model, actor, authority: 'actor' }, base)
  return (
    sight?.rows === true && matchedFields(model, base).every(({ field }) => sight.field(field.name) === true)
  )
}
