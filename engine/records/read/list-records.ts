import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection, Database } from '../../database/database.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import { notFound } from '../../errors.ts'
import { tableOf } from '../../query/past.ts'
import { filled, ofPolicy } from '../../query/placeholder.ts'
import { oncePerPolicy } from '../../query/reader.ts'
import { recordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { noteRead } from '../../reads/note-read.ts'
import { lookingAt } from '../past/looking-at.ts'
import { sourcesOf, type Source } from '../past/past-sources.ts'
import { withPast } from '../past/past-tables.ts'
import { askedFields } from './asked-fields.ts'
import { countRecords } from './count-records.ts'
import { cursorOf, readCursor, type Position } from './cursor.ts'
import { isIndexedOrder, isSafelyPrepared } from './indexed-order.ts'
import { branches, type OrderedKey } from './keyset.ts'
import { conditionsOf, isSearch, rowConditions, type Acting } from './list-conditions.ts'
import { withLedOn } from './led-on.ts'
import { checkedQuery, type ListQuery } from './list-query.ts'
import { ownColumns } from '../../query/json-form.ts'
import { rowsJson, type PageText } from './rows-json.ts'
import { searchedPage } from './searched-page.ts'
import { keyColumn, readSort, type SortKey } from './sorting.ts'

/**
 * One page of a list as JSON text, `{"items":[…],"next":…,"count":…}`. PostgreSQL writes the rows in one
 * statement: the page is found first, and only its rows become JSON. What is searched for without an order of
 * its own comes the best first. What is brief to answer goes over `brief`. Throws a 404 where the actor may
 * not read the object, and a 422 where the question makes no sense.
 */
export async function listRecords(
  database: Pick<Database, 'query' | 'search'>,
  asking: Acting,
  object: ResolvedObject,
  asked: ListQuery,
  brief: Connection = database,
): Promise<string> {
  if (!sightOf(asking, object)) throw notFound()
  const { limit, count } = checkedQuery(asked)
  const query = await withLedOn(database, asking, object, asked)
  const reader = await lookingAt(database, asking, query.asOf)
  const ranked = isSearch(query) && query.sort === undefined
  // What makes no sense is told before anything is under way.
  const counted = count === 'none' ? null : { ...conditionsOf(reader, object, query), count }
  const page = ranked
    ? searchedPage(database, reader, object, {
        query,
        limit,
        fields: askedFields(reader, object, query.fields, false),
        conditions: conditionsOf(reader, object, query),
        brief,
      })
    : sortedPage(database, reader, object, query, limit)
  const [{ items, next, count: rows }, total] = await Promise.all([
    page,
    counted && countRecords(database, reader, object, counted),
  ])
  noteRead(reader, object, () => askedFields(reader, object, query.fields, false).map(({ name }) => name), {
    way: query.purpose ?? (isSearch(query) ? 'search' : 'list'),
    count: rows,
    where: query.where,
    sort: query.sort,
  })
  return `{"items":[${items}],"next":${next === null ? 'null' : `"${next}"`}${total === null ? '' : `,"count":${total}`}}`
}

async function sortedPage(
  database: Pick<Database, 'query' | 'search'>,
  reader: Acting,
  object: ResolvedObject,
  query: ListQuery,
  limit: number,
): Promise<PageText> {
  const list = listStatement(reader, object, query, limit)
  const connection = isSearch(query) ? database.search : database
  const name = `list ${object.path}`
  const [row] = await connection.query<{ items: string | null; last: string | null; rows: string }>(
    filled(withPast(reader, list.piece), reader),
    list.prepared ? { name } : {},
  )
  const [rows, items] = [Number(row?.rows ?? 0), row?.items ?? '']
  if (rows <= limit || !row?.last) return { items, count: rows, next: null }
  // To number the rows, so as to leave out the one that tells of a next page, costs more than to read it.
  return {
    items: items.slice(0, items.lastIndexOf(betweenRows)),
    count: limit,
    next: cursorOf(list.sort, row.last),
  }
}

/** PostgreSQL breaks a line in JSON behind a comma and a space only, and never within a text. */
const betweenRows = ',\n'

type ListStatement = { readonly piece: Sql; readonly prepared: boolean; readonly sort: readonly SortKey[] }

/** The same lists are opened again and again; what is typed into a search or a cursor hardly ever returns. */
function listStatement(
  reader: Acting,
  object: ResolvedObject,
  query: ListQuery,
  limit: number,
): ListStatement {
  const make = () => makeStatement(reader, object, query, limit)
  if (query.after !== undefined || isSearch(query)) return make()
  const { where, sort, fields, purpose } = query
  const asked = JSON.stringify([where, sort, fields, purpose, limit])
  return oncePerPolicy(reader, `list ${object.name} ${asked}`, make)
}

function makeStatement(
  reader: Acting,
  object: ResolvedObject,
  query: ListQuery,
  limit: number,
): ListStatement {
  const fields = askedFields(reader, object, query.fields, false)
  const sort = readSort(reader, object, query.sort)
  const sources = sourcesOf(reader, object).map((source): PageSource => {
    const scope = recordScope(source.reader, object, 't')
    return {
      ...source,
      keys: sort.map((key): JoinedKey => ({ ...key, ...keyColumn(scope, key.path) })),
      conditions: rowConditions(source.reader, object, conditionsOf(source.reader, object, query)),
    }
  })
  const types = sources[0]?.keys.map((key) => key.type) ?? []
  const after = query.after === undefined ? null : readCursor(query.after, sort, types)
  // The past is dear to look at twice.
  const inOrder = reader.past !== undefined || isIndexedOrder(reader, object, query.where, sort)
  const json = rowsJson(reader, object, fields)
  const columns = inOrder ? ownColumns(json).map((name) => raw(`t.${name}`)) : [raw('t.id')]
  const rows = pageOf({ sources, after, limit, columns })
  const of = inOrder ? 'p' : 'page'
  // What is joined may come in any order.
  const source = inOrder
    ? sql`(${rows}) p`
    : sql`(select u.*, row_number() over () as "#" from (${rows}) u) page
        join ${tableOf(reader, object)} p on p.id = page.id`
  const order = inOrder ? raw('') : sql` order by page."#"`
  const last = (name: string) => sql`(array_agg(${id(of, name)}${order}))[${raw(String(limit))}]`
  const place = join([last('id'), ...sort.map((_, at) => sql`${last(`#${at}`)}::text`)])
  const piece = sql`select
      string_agg(row_to_json(r)::text, ${raw(`E'${betweenRows.replace('\n', '\\n')}'`)}${order}) as items,
      case when count(*) > ${raw(String(limit))} then json_build_array(${place})::text end as last,
      count(*) as rows
    from ${source} ${json.joins}, lateral (select ${json.columns}) r`
  if (reader.past) return { piece, prepared: false, sort }
  if (isSafelyPrepared(reader, object, query, sort)) return { piece, prepared: true, sort }
  // Under nothing but rights it is the same for all who hold them, and planning takes longer than reading.
  const isWhole = query.after === undefined && !isSearch(query) && isUnfiltered(query.where)
  return isWhole ? { piece: ofPolicy(piece), prepared: true, sort } : { piece, prepared: false, sort }
}

function isUnfiltered(where: unknown): boolean {
  return where === undefined || (isPlainObject(where) && Object.keys(where).length === 0)
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A key with what has to be joined for it. */
type JoinedKey = OrderedKey & { readonly join: Sql }

/** Where rows of a page are found, in the order of these keys. */
type PageSource = Source & { readonly keys: readonly JoinedKey[]; readonly conditions: readonly Sql[] }

type PageOptions = {
  readonly sources: readonly PageSource[]
  readonly after: Position | null
  readonly limit: number
  /** What is taken of the rows as they are found: where they have to be sorted, wide ones are dear. */
  readonly columns: readonly Sql[]
}

/** The rows of the page in their order, with one more that tells whether there is a next page. */
function pageOf({ sources, after, limit, columns }: PageOptions): Sql {
  const rows = raw(String(limit + 1))
  const [first, ...others] = sources.map((source) => partsOf(source, { after, rows, columns }))
  const orders = ordersBetween(sources[0]?.keys ?? [], after)
  const parts = (first ?? []).map((part, at) =>
    others.length === 0 ? part : merged([part, ...others.flatMap((one) => one[at] ?? [])], orders[at], rows),
  )
  const [only] = parts
  return parts.length === 1 && only ? only : sql`select * from (${unionOf(parts)}) u limit ${rows}`
}

/** The first rows of a source, part by part, each in its order. */
function partsOf(
  { keys, conditions, table, only }: PageSource,
  { after, rows, columns }: { after: Position | null; rows: Sql; columns: readonly Sql[] },
): Sql[] {
  const places = keys.map((key, at) => sql`${placeOf(key)} as ${id(`#${at}`)}`)
  const values = only ? keys.map((key, at) => sql`${key.sql} as ${id(`=${at}`)}`) : []
  const joins = join(
    keys.map((key) => key.join),
    ' ',
  )
  return branches(keys, 't', after).map(({ where: branch, order }) => {
    const all = join(
      [...conditions, branch, only].filter((piece) => piece !== null),
      ' and ',
    )
    return sql`select ${join([...columns, ...places, ...values])} from ${table} t ${joins}
      where ${all} order by ${order} limit ${rows}`
  })
}

/** What tells where a row stands: as it is, for only that of the last row becomes text. */
function placeOf(key: JoinedKey): Sql {
  return key.type.endsWith('[]') ? sql`(${key.sql})::text` : key.sql
}

/** How the parts of several sources, each in its order, are put together again. */
function ordersBetween(keys: readonly OrderedKey[], after: Position | null): Sql[] {
  const named = keys.map((key, at) => ({ ...key, sql: id('m', `=${at}`) }))
  return branches(named, 'm', after).map(({ order }) => order)
}

function merged(parts: readonly Sql[], order: Sql | undefined, rows: Sql): Sql {
  return sql`select * from (${unionOf(parts)}) m order by ${order ?? raw('1')} limit ${rows}`
}

function unionOf(parts: readonly Sql[]): Sql {
  return join(
    parts.map((part) => sql`(${part})`),
    ' union all ',
  )
}
