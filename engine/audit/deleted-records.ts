import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, notFound } from '../errors.ts'
import { titleOf } from '../query/json-form.ts'
import { lastTable, present } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { mayNameUser } from './named-users.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'

/** `record` asks for the deletion of one alone, whose id it is. */
export type DeletedQuery = { readonly after?: string; readonly limit?: number; readonly record?: string }

/** A record that is gone, by what it was called, and who let it go, when, from where and why. */
export type DeletedRecord = {
  readonly id: string
  readonly title: string | null
  readonly at: string
  readonly by: { readonly id: string; readonly title: string } | null
  readonly source: string
  readonly change: string
  readonly reason: string | null
}

type Row = Omit<DeletedRecord, 'by'> & {
  readonly entry: string
  readonly actor: string | null
  readonly name: string | null
}

const usualRows = 50

/**
 * The bin of an object: what was deleted, the latest first, of which the reader might read the state in which
 * it went. Throws a 404 where they may read nothing of the object.
 */
export async function deletedRecords(
  database: Connection,
  reader: Acting,
  object: ResolvedObject,
  { after, limit = usualRows, record }: DeletedQuery,
): Promise<{ items: DeletedRecord[]; next: string | null }> {
  if (!sightOf(reader, object)) throw notFound()
  const before = sql`t.deletion < ${cursor(after)}::bigint`
  const which = record === undefined ? before : sql`${before} and t.id = ${record}::uuid`
  const rows = await database.query<Row>(await deletions(database, reader, object, which, limit + 1, record))
  const items = rows.slice(0, limit).map(({ entry: _entry, actor, name, ...row }): DeletedRecord => ({
    ...row,
    by: actor === null ? null : { id: actor, title: name ?? 'Kontor' },
  }))
  return { items, next: rows.length > limit ? (rows[limit - 1]?.entry ?? null) : null }
}

/** The log's entry of a deletion that the reader may know of; throws a 404 where there is none. */
export async function deletionOf(
  database: Connection,
  reader: Acting,
  object: ResolvedObject,
  record: string,
): Promise<string> {
  if (!sightOf(reader, object)) throw notFound()
  const piece = await deletions(database, reader, object, sql`t.id = ${record}::uuid`, 1, record)
  const [row] = await database.query<Row>(piece)
  if (!row) throw notFound()
  return row.entry
}

async function deletions(
  database: Connection,
  asking: Acting,
  object: ResolvedObject,
  which: Sql,
  limit: number,
  record?: string,
): Promise<Sql> {
  const only = record === undefined ? undefined : { object: object.base, record }
  const reader = await lookingAt(database, asking, present, only)
  const scope = recordScope(reader, object, 't')
  const seen = sightOf(reader, object)?.field(object.title) !== undefined
  const guard = seen ? scope.guard(object.title) : null
  const title = seen ? titleOf(scope) : raw('null')
  const shown = guard ? sql`(case when ${guard} then ${title} end)` : title
  const named = sql`(u.id is null or u.id = ${asking.actor.user} or ${mayNameUser(asking, 'u')})`
  const piece = sql`select t.id, ${shown} as title, t.deletion::text as entry,
      to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      case when ${named} then e.actor end as actor, u.name, e.source, e.change, e.reason
    from ${id(lastTable(object.table))} t join audit_entry e on e.id = t.deletion
    left join "user" u on u.id = e.actor
    where t.deletion is not null and e.before is not null and ${which} and ${readableRows(reader, object, 't')}
    order by t.deletion desc limit ${limit}`
  return filled(withPast(reader, piece), reader)
}

function cursor(after: string | undefined): string {
  if (after === undefined) return '9223372036854775807'
  if (/^\d{1,18}$/.test(after)) return after
  throw fieldErrors([
    { field: 'after', code: 'badCursor', message: said('Take “after” from “next” of the page before.') },
  ])
}
