import { labelOf } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import { titleOf } from '../query/json-form.ts'
import { lastTable, tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { noteRead } from '../reads/note-read.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import { conditionsOf, type Acting } from '../records/read/list-conditions.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import { said } from '../said/said.ts'
import { recordAsOf } from './record-as-of.ts'

export type Span = { readonly from: string; readonly to?: string }

type Values = Record<string, unknown>

/**
 * What of a record was otherwise at two instants, field by field, as far as the reader may see it today.
 * Throws a 404 where it was there at neither.
 */
export async function recordDifference(
  database: Connection,
  reader: Acting,
  object: ResolvedObject,
  record: string,
  { from, to = new Date().toISOString() }: Span,
) {
  const state = async (asOf: string): Promise<Values | null> => {
    try {
      return JSON.parse(await recordAsOf(database, reader, object, record, asOf)) as Values
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null
      throw error
    }
  }
  const [before, after] = [await state(from), await state(to)]
  if (!before && !after) throw notFound()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changes = names
    .filter((name) => name !== 'id' && name !== 'asOf')
    .filter((name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(after?.[name] ?? null))
    .map((name) => {
      const field = object.fields.get(name)
      const label = field ? labelOf(field.field, reader.actor.language) : name
      return { field: name, label, before: before?.[name] ?? null, after: after?.[name] ?? null }
    })
  return { from, to, wasThere: before !== null, isThere: after !== null, changes }
}

type Row = {
  readonly id: string
  readonly title: string | null
  readonly what: 'created' | 'deleted' | 'changed'
  readonly fields: readonly string[]
}

const usualRows = 50

export type ListSpan = Span & {
  /** Only of a list narrowed so: what came into it, left it, or changed within. */
  readonly where?: unknown
  readonly after?: string
  readonly limit?: number
}

/**
 * Which records of an object came, went or changed between two instants, with counts of each: one statement
 * over the log. A change that touched nothing that the reader may see on every record is not told.
 */
export async function listDifference(
  database: Connection,
  asking: Acting,
  object: ResolvedObject,
  { from, to, where, after, limit = usualRows }: ListSpan,
) {
  if (!sightOf(asking, object)) throw notFound()
  const earlier = await lookingAt(database, asking, from)
  const begin = earlier.past?.instant ?? from
  const reader = await lookingAt(database, asking, to ?? new Date().toISOString())
  const end = reader.past?.instant ?? begin
  if (Date.parse(begin) > Date.parse(end))
    throw fieldErrors([
      { field: 'to', code: 'backwards', message: said('“to” must not lie before “from”. Swap them.') },
    ])
  const changed = statementOf(reader, object, begin, end)
  const listed = (at: Acting) => listedThen(at, object, { where, from: begin, to: end })
  const found =
    where === undefined ? changed : narrowedTo(changed, { before: listed(earlier), after: listed(reader) })
  const run = <T>(piece: ReturnType<typeof sql>) => database.query<T>(filled(withPast(reader, piece), reader))
  const [counts] = await run<Record<'created' | 'deleted' | 'changed', string>>(
    sql`select count(*) filter (where what = 'created') as created,
               count(*) filter (where what = 'deleted') as deleted,
               count(*) filter (where what = 'changed') as changed from (${found}) f`,
  )
  const rows = await run<Row>(
    sql`select * from (${found}) f where f.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
        order by f.id limit ${limit + 1}`,
  )
  const names = new Map([...object.fields.values()].map((field) => [storedKey(object, field), field.name]))
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, fields: row.fields.flatMap((key) => names.get(key) ?? []) }))
  noteRead(asking, object, () => [], { way: 'list', count: items.length, where })
  return {
    from: begin,
    to: end,
    counts: {
      created: Number(counts?.created ?? 0),
      deleted: Number(counts?.deleted ?? 0),
      changed: Number(counts?.changed ?? 0),
    },
    items,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  }
}

/** Of the records that changed between, those that a list narrowed by a condition held at the time. */
function listedThen(
  at: Acting,
  object: ResolvedObject,
  { where, from, to }: Required<Omit<ListSpan, 'after' | 'limit'>>,
): Sql {
  const { where: condition } = conditionsOf(at, object, { where })
  const plays = object.roleColumn === null ? raw('true') : id('t', object.roleColumn)
  return withPast(
    at,
    sql`select t.id from ${tableOf(at, object)} t where ${plays} and ${condition ?? raw('true')}
      and t.id in (select e.record from audit_entry e where e.object = ${object.base}
        and e.at > ${from}::timestamptz and e.at <= ${to}::timestamptz)`,
  )
}

/** What came into the list and what left it, whatever became of the record itself. */
function narrowedTo(changed: Sql, { before, after }: { readonly before: Sql; readonly after: Sql }): Sql {
  return sql`select c.id, c.title, c.fields,
      case when b.id is null then 'created' when a.id is null then 'deleted' else 'changed' end as what
    from (${changed}) c left join (${before}) b on b.id = c.id left join (${after}) a on a.id = c.id
    where b.id is not null or a.id is not null`
}

/** Of a face, taking a role on is coming and leaving it is going, as long as the record itself was there. */
function statementOf(reader: Acting, object: ResolvedObject, from: string, to: string) {
  const sight = sightOf(reader, object)
  const visible = [...object.fields.values()]
    .filter((field) => !field.system && sight?.field(field.name) === true)
    .map((field) => storedKey(object, field))
  const come = object.isRole ? ['create', `become:${object.name}`] : ['create']
  const go = object.isRole ? ['delete', `leave:${object.name}`] : ['delete']
  const flag = object.isRole ? roleKey(object.name) : null
  const plays = flag === null ? raw('true') : sql`(e.action <> 'create' or e.after ? ${flag})`
  const scope = recordScope(reader, object, 't')
  const seen = sight?.field(object.title) !== undefined
  const guard = seen ? scope.guard(object.title) : null
  const title = seen ? titleOf(scope) : raw('null')
  return sql`select t.id, ${guard ? sql`(case when ${guard} then ${title} end)` : title} as title,
      case when c.first = any(${come}::text[]) then 'created' when c.last = any(${go}::text[]) then 'deleted'
           else 'changed' end as what,
      array(select k from unnest(c.keys) k where k = any(${visible}::text[]) order by k) as fields
    from (
      select e.record, coalesce(array_agg(distinct k.key) filter (where k.key is not null), '{}') as keys,
        (array_agg(e.action order by e.id) filter (where e.action = any(${[...come, ...go]}::text[])))[1] as first,
        (array_agg(e.action order by e.id desc) filter (where e.action = any(${[...come, ...go]}::text[])))[1] as last
      from audit_entry e left join lateral (
        select key from jsonb_object_keys(case when jsonb_typeof(e.before) = 'object' then e.before else '{}' end) key
      ) k on true
      where e.object = ${object.base} and e.at > ${from}::timestamptz and e.at <= ${to}::timestamptz
        and e.record is not null and e.action not like 'do:%' and e.action <> 'read' and ${plays}
      group by e.record
    ) c join ${id(lastTable(object.table))} t on t.id = c.record
    where ${join(
      [
        readableRows(reader, object, 't'),
        sql`not (c.first is not null and c.first = any(${come}::text[]) and c.last = any(${go}::text[]))`,
        sql`(c.first is not null or c.keys && ${visible}::text[])`,
      ],
      ' and ',
    )}`
}
