import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection, Database } from '../../database/database.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import { fieldErrors, notFound } from '../../errors.ts'
import { plainForm, referenceForm } from '../../query/json-form.ts'
import { tableOf } from '../../query/past.ts'
import { filled } from '../../query/placeholder.ts'
import type { Reader } from '../../query/reader.ts'
import { readableRows, recordScope, rowsOf, type RecordScope } from '../../query/record-scope.ts'
import { sightOf } from '../../query/sight.ts'
import { targetName } from '../../query/type-scope.ts'
import { lookingAt } from '../past/looking-at.ts'
import { withPast } from '../past/past-tables.ts'
import { noteRead } from '../../reads/note-read.ts'
import { checkedQuery } from './list-query.ts'
import { withLedOn } from './led-on.ts'
import { conditionsOf, isSearch, rowConditions, type Acting } from './list-conditions.ts'
import { said } from '../../said/said.ts'

export type AggregateQuery = {
  readonly where?: unknown
  readonly search?: string
  /** As it was, like a list. */
  readonly asOf?: string
  /**
   * The fields to group by, three at most; none for the totals alone. Of a day or an instant also a part of
   * the calendar, named after it: `createdAt.week` groups by the Monday, `due.month` by the first day of the
   * month.
   */
  readonly groupBy?: readonly string[]
  /** Figures to sum up; an amount gives one sum for each currency, for different currencies never add. */
  readonly sums?: readonly string[]
  /** Only rows with which the actor may do this as well as see them. */
  readonly right?: string
}

type Sums = Record<string, { readonly currency: string | null; readonly sum: string }[]>
type Figures = { readonly count: number; readonly sums: Sums }
type Group = Figures & { readonly values: Record<string, unknown> }

const mostGroups = 200
/** By several fields there are more of them. */
const mostOfSeveral = 1000
const mostGroupings = 3
const mostSums = 5

/**
 * Counts and sums of what matches, as `{"groups":[…],"total":{"count","sums"}}`; the largest groups first,
 * 200 at most.
 */
export async function aggregateRecords(
  database: Pick<Database, 'query' | 'search'>,
  asking: Acting,
  object: ResolvedObject,
  asked: AggregateQuery,
): Promise<string> {
  if (!sightOf(asking, object)) throw notFound()
  const query = await withLedOn(database, asking, object, asked)
  checkedQuery({ search: query.search ?? '', ...(query.asOf === undefined ? {} : { asOf: query.asOf }) })
  const reader = await lookingAt(database, asking, query.asOf)
  const groups = (query.groupBy ?? []).map((name) => groupable(reader, object, name))
  const sums = (query.sums ?? []).map((name) => summable(reader, object, name))
  if (groups.length > mostGroupings || sums.length > mostSums) {
    throw fieldErrors([
      {
        field: 'groupBy',
        code: 'tooMany',
        message: said('Group by at most {groups} fields, and sum up at most {most}.', {
          groups: mostGroupings,
          most: mostSums,
        }),
      },
    ])
  }
  const summing: Asked = {
    connection: isSearch(query) ? database.search : database,
    reader,
    sums,
    rows: figures(reader, object, query, sums, groups),
  }
  const { total, groups: found } = await added(summing, groups)
  const given = () => [...sums.map(({ name }) => name), ...groups.map(({ field }) => field.name)]
  noteRead(reader, object, given, { way: 'sums', count: total.count, where: query.where })
  return JSON.stringify({ groups: found, total })
}

type Added = { readonly total: Figures; readonly groups: readonly Group[] }

/**
 * Of today the parts are asked for side by side, each by its best plan. A table of the past is dear to make,
 * so there all of it is one statement, which makes it once.
 */
async function added(asked: Asked, by: readonly Grouping[]): Promise<Added> {
  const [only, ...more] = by
  if (only && more.length === 0 && asked.reader.past) return addedAtOnce(asked, only)
  const [total, groups] = await Promise.all([sumUp(asked), only ? groupsOf(asked, by) : []])
  return { total: total.get(null) ?? { count: 0, sums: {} }, groups }
}

const calendarParts = ['day', 'week', 'month', 'year'] as const

/** What is grouped by: a field, or the beginning of the week, month … in which its day falls. */
type Grouping = {
  readonly name: string
  readonly field: ResolvedField
  readonly part: (typeof calendarParts)[number] | null
}

type Asked = {
  readonly connection: Connection
  readonly reader: Acting
  readonly sums: readonly ResolvedField[]
  /** The rows that match: `key`, and for each figure `s0`, `s1` … with its currency `c0`, `c1` …. */
  readonly rows: Sql
}

/**
 * What is to be added up stands in columns of its own, for an expression with parameters cannot be grouped
 * by.
 */
function figures(
  reader: Acting,
  object: ResolvedObject,
  query: AggregateQuery,
  sums: readonly ResolvedField[],
  groups: readonly Grouping[],
): Sql {
  const scope = recordScope(reader, object, 't')
  const columns = [
    sql`(${keyOfAll(scope, groups)})::text as key`,
    ...sums.flatMap((field, at) => [
      sql`${scope.column(field.name).sql} as ${id(`s${at}`)}`,
      sql`${currencyOf(scope, field)} as ${id(`c${at}`)}`,
    ]),
  ]
  const right = query.right === undefined ? null : reader.actor.access.object(object.name)?.rows(query.right)
  const all = join(
    [
      ...rowConditions(reader, object, conditionsOf(reader, object, query)),
      ...(right === null ? [] : [rowsOf(reader, object, 't', right ?? true)]),
    ],
    ' and ',
  )
  return sql`select ${join(columns)} from ${tableOf(reader, object)} t where ${all} offset 0`
}

/** One key for all groupings: of several a JSON array, in which what is empty is null. */
function keyOfAll(scope: RecordScope, groups: readonly Grouping[]): Sql {
  const [only] = groups
  if (!only) return raw('null')
  if (groups.length === 1) return keyOf(scope, only)
  return sql`json_build_array(${join(groups.map((group) => sql`(${keyOf(scope, group)})::text`))})`
}

function keyOf(scope: RecordScope, { field, part }: Grouping): Sql {
  const column = scope.column(field.name)
  if (part === null) return plainForm(column)
  const instant = sql`(${column.sql} at time zone ${scope.timeZone})`
  const day = kindOf(field) === 'day' ? sql`${column.sql}::timestamp` : instant
  return sql`date_trunc('${raw(part)}', ${day})::date`
}

/** The total, the largest groups and the sums of each, from rows that are read once. */
async function addedAtOnce(asked: Asked, group: Grouping): Promise<Added> {
  const { sums } = asked
  const currencies = sums.map((_, at) => `c${at}`)
  const sets = ['', ...currencies, 'key', ...currencies.map((currency) => `key, ${currency}`)]
  const columns = currencies.flatMap((currency, at) => [
    currency,
    `sum(s${at})::text as s${at}`,
    `grouping(${currency}) = 0 as g${at}`,
  ])
  const isWhole = currencies.map((currency) => `grouping(${currency}) = 1`).join(' and ') || 'true'
  const figured = ['key', 'grouping(key) = 1 as total', `${isWhole} as whole`, 'count(*)', ...columns]
  const ranked = `case when not total and whole
    then row_number() over (partition by total, whole order by count desc, key) end as place`
  const rows = await ask<Record<string, unknown>>(
    asked,
    sql`select * from (
          select p.*, min(place) over (partition by total, key) as rank from (
            select f.*, ${raw(ranked)} from (
              select ${raw(figured.join(', '))} from (${asked.rows}) x
              group by grouping sets (${raw(sets.map((set) => `(${set})`).join(', '))})
            ) f) p) r
        where total or rank <= ${raw(String(mostGroups))} order by rank`,
  )
  const total = figuresOf(
    rows.filter((row) => row['total'] === true),
    sums,
  ).get(null)
  const largest = rows.filter((row) => row['total'] !== true)
  const found = figuresOf(largest, sums)
  const titles = await groupTitles(asked, group.field, [...found.keys()])
  const groups = [...found].map(([key, own]) => ({
    values: { [group.name]: groupValue(group, key, titles) },
    ...own,
  }))
  return { total: total ?? { count: 0, sums: {} }, groups }
}

async function groupsOf(asked: Asked, groups: readonly Grouping[]): Promise<Group[]> {
  const most = groups.length === 1 ? mostGroups : mostOfSeveral
  const largest = await ask<{ key: string | null; count: string }>(
    asked,
    sql`select key, count(*) from (${asked.rows}) x group by key order by 2 desc, 1 limit ${raw(String(most))}`,
  )
  const keys = largest.map((row) => row.key)
  const parts = keys.map((key): (string | null)[] =>
    groups.length === 1 ? [key] : (JSON.parse(key ?? '[]') as (string | null)[]),
  )
  const [sums, ...titles] = await Promise.all([
    asked.sums.length > 0 ? sumUp(asked, keys) : new Map<string | null, Figures>(),
    ...groups.map(({ field }, at) =>
      groupTitles(asked, field, [...new Set(parts.map((part) => part[at] ?? null))]),
    ),
  ])
  return largest.map(({ key, count }, row) => ({
    values: Object.fromEntries(
      groups.map((group, at) => [
        group.name,
        groupValue(group, parts[row]?.[at] ?? null, titles[at] ?? null),
      ]),
    ),
    count: Number(count),
    sums: sums.get(key)?.sums ?? {},
  }))
}

function groupValue(
  { field, part }: Grouping,
  key: string | null,
  titles: ReadonlyMap<string | null, unknown> | null,
): unknown {
  if (titles) return titles.get(key) ?? null
  return part ? key : jsonValue(field, key)
}

/** Everything added up, or by group; the rows are read once, however many figures there are. */
async function sumUp(asked: Asked, keys?: readonly (string | null)[]): Promise<Map<string | null, Figures>> {
  const { sums } = asked
  const key = keys ? ['key'] : []
  const sets = [`(${key.join()})`, ...sums.map((_, at) => `(${[...key, `c${at}`].join()})`)]
  const columns = sums.flatMap((_, at) => [
    `c${at}`,
    `sum(s${at})::text as s${at}`,
    `grouping(c${at}) = 0 as g${at}`,
  ])
  const only = keys
    ? sql` where key = any(${keys}::text[])${raw(keys.includes(null) ? ' or key is null' : '')}`
    : raw('')
  const rows = await ask<Record<string, unknown>>(
    asked,
    sql`select ${raw([keys ? 'key' : 'null as key', 'count(*)', ...columns].join(', '))} from (${asked.rows}) x${only}
      group by grouping sets (${raw(sets.join(', '))})`,
  )
  return figuresOf(rows, sums)
}

/** Rows of grouping sets, by their key: one for the count, one for each currency of each figure. */
function figuresOf(
  rows: readonly Record<string, unknown>[],
  sums: readonly ResolvedField[],
): Map<string | null, Figures> {
  const found = new Map<string | null, { count: number; sums: Sums }>()
  for (const row of rows) {
    const of = row['key'] as string | null
    const entry = found.get(of) ?? { count: 0, sums: {} }
    found.set(of, entry)
    const at = sums.findIndex((_, one) => row[`g${one}`] === true)
    const field = sums[at]
    if (!field) entry.count = Number(row['count'])
    else if (row[`s${at}`] !== null) {
      const sum = { currency: row[`c${at}`] as string | null, sum: String(row[`s${at}`]) }
      entry.sums[field.name] = [...(entry.sums[field.name] ?? []), sum].sort(byCurrency)
    }
  }
  return found
}

function byCurrency(left: { currency: string | null }, right: { currency: string | null }): number {
  return (left.currency ?? '') < (right.currency ?? '') ? -1 : 1
}

function ask<T>({ connection, reader }: Asked, piece: Sql): Promise<T[]> {
  return connection.query<T>(filled(withPast(reader, piece), reader))
}

function jsonValue(group: ResolvedField, key: string | null): unknown {
  if (key === null) return null
  const type = group.type.column(group.field)
  return type === 'boolean' ? key === 'true' : type === 'bigint' ? Number(key) : key
}

/**
 * A group by a reference is named by what people call the record; null where the group is of plain values.
 */
async function groupTitles(
  asked: Asked,
  group: ResolvedField,
  keys: readonly (string | null)[],
): Promise<Map<string | null, unknown> | null> {
  const { reader } = asked
  const target = targetName(group)
  const other = target === null ? undefined : reader.model.objects.get(target)
  if (!other) return null
  if (sightOf(reader, other)?.field(other.title) === undefined) return new Map()
  const rows = await ask<{ id: string; reference: unknown }>(
    asked,
    sql`select r.id, ${referenceForm(recordScope(reader, other, 'r'))} as reference from ${tableOf(reader, other)} r
        where r.id = any(${keys.filter((key) => key !== null)}::uuid[]) and ${readableRows(reader, other, 'r')}`,
  )
  return new Map(rows.map((row) => [row.id, row.reference]))
}

/** The currency of an amount: of its sibling field where that may be seen, else the group's (null). */
function currencyOf(scope: RecordScope, field: ResolvedField): Sql {
  const sibling = field.field['currency']
  const known = typeof sibling === 'string' && seen(scope.reader, scope.object, sibling) !== undefined
  return field.type.name === 'money' && known ? scope.column(String(sibling)).sql : raw('null::text')
}

function groupable(reader: Reader, object: ResolvedObject, name: string): Grouping {
  const [first = '', last] = name.split('.')
  const field = seen(reader, object, first)
  const kind = field && kindOf(field)
  if (field && last !== undefined && (kind === 'day' || kind === 'instant')) {
    const part = calendarParts.find((one) => name === `${first}.${one}`)
    if (part) return { name, field, part }
  } else if (field && last === undefined && kind !== 'lines' && kind !== 'list' && kind !== 'opaque') {
    return { name, field, part: null }
  }
  throw unknown('groupBy', name)
}

function kindOf(field: ResolvedField): string {
  return field.type.valueType(field.field).kind
}

function summable(reader: Reader, object: ResolvedObject, name: string): ResolvedField {
  const field = seen(reader, object, name)
  if (field && field.type.valueType(field.field).kind === 'number') return field
  throw unknown('sums', name)
}

function seen(reader: Reader, object: ResolvedObject, name: string): ResolvedField | undefined {
  return sightOf(reader, object)?.field(name) === undefined ? undefined : object.fields.get(name)
}

function unknown(parameter: string, name: string) {
  const message = said('There is no field “{name}” that can be taken here. Check its name and its type.', {
    name: name.slice(0, 80),
  })
  return fieldErrors([{ field: parameter, code: 'unknownField', message }])
}
