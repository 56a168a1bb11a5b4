import { calledOn, isDay, labelOf } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import { titleOf } from '../query/json-form.ts'
import { laterThan, writtenBetween, type Then } from '../query/later-than.ts'
import { lastTable, present, tableOf } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope, rightsOnRows } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { noteRead } from '../reads/note-read.ts'
import { endOfDay } from '../records/past/end-of-day.ts'
import { lookingAt, type AsOf } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import { withLedOn } from '../records/read/led-on.ts'
import { conditionsOf, type Acting } from '../records/read/list-conditions.ts'
import { storedKey } from '../records/stored.ts'
import { said } from '../said/said.ts'
import { comparedBetween, isLines, turnsOf } from './compared-between.ts'
import { recordAsOf } from './record-as-of.ts'

/** Without an end up to the present, which is all that stands in the log, whatever a clock says. */
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
  { from, to }: Span,
) {
  const state = async (asOf: AsOf): Promise<Values | null> => {
    try {
      return JSON.parse(await recordAsOf(database, reader, object, record, asOf)) as Values
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return null
      throw error
    }
  }
  const [before, after] = [await state(from), await state(to ?? present)]
  if (!before && !after) throw notFound()
  const instant = (day: string) => Date.parse(isDay(day) ? endOfDay(day, reader.actor.timeZone) : day)
  const end = to ?? (await lookingAt(database, reader, present)).past?.instant ?? ''
  if (instant(from) > latest(to, instant(end))) throw backwards()
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  const changes = names
    .filter((name) => name !== 'id' && name !== 'asOf')
    .filter((name) => {
      const field = object.fields.get(name)
      const held = (state: Values | null) => JSON.stringify(valueOf(field, state?.[name] ?? null))
      return held(before) !== held(after)
    })
    .map((name) => {
      const field = object.fields.get(name)
      const words = field && calledOn(field.field, object.name, after ?? before ?? {})
      const label = words ? labelOf(words, reader.actor.language) : name
      return { field: name, label, before: before?.[name] ?? null, after: after?.[name] ?? null }
    })
  return { from, to: end, wasThere: before !== null, isThere: after !== null, changes }
}

/** Lines that were taken away and brought back are other rows of their table, but the same lines. */
function valueOf(field: ResolvedField | undefined, value: unknown): unknown {
  if (!field || !isLines(field) || !Array.isArray(value)) return value
  return value.map(({ id: _row, ...line }: Values) => line)
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
  const begin = thenOf(earlier, from)
  const reader = await lookingAt(database, asking, to ?? present)
  const end = thenOf(reader, begin.instant)
  if (Date.parse(begin.instant) > latest(to, Date.parse(end.instant))) throw backwards()
  const changed = statementOf(reader, object, begin, end)
  const listed = async (at: Acting, asOf?: string) => {
    const led = await withLedOn(database, asking, object, { where, ...(asOf === undefined ? {} : { asOf }) })
    return listedThen(at, object, { where: led.where, from: begin, to: end })
  }
  const found =
    where === undefined
      ? changed
      : narrowedTo(changed, {
          before: await listed(earlier, begin.instant),
          after: await listed(reader, to),
        })
  const [told] = await database.query<Told>(filled(withPast(reader, pageOf(found, after, limit)), reader))
  const rows = told?.rows ?? []
  const names = new Map([...object.fields.values()].map((field) => [storedKey(object, field), field.name]))
  const items = rows
    .slice(0, limit)
    .map((row) => ({ ...row, fields: row.fields.toSorted().flatMap((key) => names.get(key) ?? []) }))
  noteRead(asking, object, () => [], { way: 'list', count: items.length, where })
  return {
    from: begin.instant,
    to: end.instant,
    counts: {
      created: Number(told?.created ?? 0),
      deleted: Number(told?.deleted ?? 0),
      changed: Number(told?.changed ?? 0),
    },
    items,
    next: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  }
}

/** Up to where it may begin: whose clock is ahead of the other's may begin at a moment ago all the same. */
function latest(to: string | undefined, end: number): number {
  return to === undefined ? Math.max(end, Date.now()) : end
}

function thenOf({ past }: Acting, instant: string): Then {
  return past ?? { instant, turned: [] }
}

type Told = Record<'created' | 'deleted' | 'changed', string> & { readonly rows: readonly Row[] }

/** How many came, went and changed, and one page of them: what it takes to compare them is done once. */
function pageOf(found: Sql, after = '00000000-0000-0000-0000-000000000000', limit: number): Sql {
  return sql`select told.* from (
    with f as materialized (${found})
    select count(*) filter (where f.what = 'created') as created,
      count(*) filter (where f.what = 'deleted') as deleted,
      count(*) filter (where f.what = 'changed') as changed,
      (select coalesce(json_agg(p order by p.id), '[]') from (
        select id, title, what, fields from f where f.id > ${after}::uuid order by f.id limit ${limit + 1}) p) as rows
    from f) told`
}

function backwards() {
  return fieldErrors([
    { field: 'to', code: 'backwards', message: said('“to” must not lie before “from”. Swap them.') },
  ])
}

/** Of the records that changed between, those that a list narrowed by a condition held at the time. */
function listedThen(
  at: Acting,
  object: ResolvedObject,
  { where, from, to }: { readonly where: unknown; readonly from: Then; readonly to: Then },
): Sql {
  const { where: condition } = conditionsOf(at, object, { where })
  const plays = object.roleColumn === null ? raw('true') : id('t', object.roleColumn)
  return withPast(
    at,
    sql`select t.id from ${tableOf(at, object)} t where ${plays} and ${condition ?? raw('true')}
      and t.id in (select e.record from audit_entry e where e.object = ${object.base}
        and ${writtenBetween('e', from, to)})`,
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
function statementOf(reader: Acting, object: ResolvedObject, from: Then, to: Then) {
  const sight = sightOf(reader, object)
  const visible = [...object.fields.values()].filter(
    (field) => !field.system && field.field.type !== 'formula' && sight?.field(field.name) === true,
  )
  const scope = recordScope(reader, object, 't')
  const seen = sight?.field(object.title) !== undefined
  const guard = seen ? scope.guard(object.title) : null
  const title = seen ? titleWhenLeft(object, titleOf(scope)) : raw('null')
  return sql`select t.id, ${guard ? sql`(case when ${guard} then ${title} end)` : title} as title,
      case when not c.was then 'created' when not c."is" then 'deleted' else 'changed' end as what, c.fields
    from (${comparedBetween(object, visible, { from, to })}) c join ${id(lastTable(object.table))} t on t.id = c.record
      ${turnedSince(object, to)}
    where (c.was <> c."is" or cardinality(c.fields) > 0) and ${join(
      [
        // Who came or went within was of the list: the log says so, and rights are asked of the rest.
        sql`(not c.stayed or ${object.roleColumn === null ? raw('true') : sql`coalesce(s.played, ${id('t', object.roleColumn)})`})`,
        rightsOnRows(reader, object, 't'),
      ],
      ' and ',
    )}`
}

/** Of records whose role came or went after the instant, `s`: whether they played it then. */
function turnedSince(object: ResolvedObject, then: Then): Sql {
  if (object.roleColumn === null) return raw('')
  const { come, go } = turnsOf(object)
  return sql`left join (
      select distinct on (a.record) a.record, ${go} as played from audit_entry a
      where a.object = ${object.base} and ${laterThan('a', then)} and (${come} or ${go})
      order by a.record, a.id) s on s.record = t.id`
}

/** Who left the role is called as it was then: of what became of it since, its readers know nothing. */
function titleWhenLeft(object: ResolvedObject, now: Sql): Sql {
  const field = object.fields.get(object.title)
  if (!object.isRole || !field) return now
  const key = storedKey(object, field)
  return sql`coalesce((select a.before->>${key} from audit_entry a where not c."is" and a.record = t.id
    and a.id > c.went and a.before ? ${key} order by a.id limit 1), ${now})`
}
