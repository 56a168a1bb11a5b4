import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection, Database } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { filled } from '../../query/placeholder.ts'
import type { JsonSelect } from '../../query/json-form.ts'
import { readableRows } from '../../query/record-scope.ts'
import { searchRecords } from '../../search/search-records.ts'
import { readSearchCursor, searchCursorOf } from './cursor.ts'
import { ledOnBySearch } from './led-on.ts'
import type { ListQuery } from './list-query.ts'
import type { Acting, Conditions } from './list-conditions.ts'
import { rowsJson, type PageText } from './rows-json.ts'

type Asked = {
  readonly query: ListQuery
  readonly fields: readonly ResolvedField[]
  readonly limit: number
  readonly conditions: Conditions
  /** Over which brief questions go. */
  readonly brief: Connection
}

/** A page of what was searched for, the best first. */
export async function searchedPage(
  database: Pick<Database, 'query' | 'search'>,
  reader: Acting,
  object: ResolvedObject,
  { query, fields, limit, conditions, brief }: Asked,
): Promise<PageText> {
  const after = query.after === undefined ? null : readSearchCursor(query.after)
  const json = rowsJson(reader, object, fields)
  const typed = query.search ?? ''
  const [found, ledOn] = await Promise.all([
    searchRecords(database, reader, object, {
      typed,
      conditions: conditions.where ? [conditions.where] : [],
      limit: limit + 1,
      after,
      shown: json,
      brief,
    }),
    after === null && query.asOf === undefined
      ? ledOnBySearch(database, reader, object, typed, conditions)
      : [],
  ])
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const ids = shown.map((one) => one.id)
  // What was called so before it went into another stands first.
  const all = [...new Set([...ledOn, ...ids])]
  const items =
    ledOn.length === 0 && shown.every((one) => one.json !== undefined)
      ? shown.map((one) => one.json).join()
      : await itemsOf(database, reader, object, json, all)
  return { items, count: all.length, next: found.length > limit && last ? searchCursorOf(last) : null }
}

async function itemsOf(
  database: Pick<Database, 'query'>,
  reader: Acting,
  object: ResolvedObject,
  json: JsonSelect,
  ids: readonly string[],
): Promise<string> {
  const piece = sql`select string_agg(row_to_json(r)::text, ',' order by page."#") as items
    from unnest(${ids}::uuid[]) with ordinality as page(id, "#")
    join ${id(object.table)} p on p.id = page.id and ${readableRows(reader, object, 'p')}
    ${json.joins}, lateral (select ${json.columns}) r`
  const [row] = await database.query<{ items: string | null }>(filled(piece, reader), {
    name: `found ${object.path}`,
  })
  return row?.items ?? ''
}
