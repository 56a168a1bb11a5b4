import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../../database/sql.ts'
import { changedTable, lastTable, laterTable, pastTable, type Past } from '../../query/past.ts'
import { laterThan, writtenUpTo, type Then } from '../../query/later-than.ts'
import type { Reader } from '../../query/reader.ts'
import { formerTarget, presentId } from '../former-values.ts'
import { marksRow } from '../../audit/what-rows-carry.ts'
import { retiredFields, roleKey, storedFields, storedKey, type StoredField } from '../stored.ts'
import { ownedLines } from '../write/lines.ts'

/**
 * A statement over the past with the tables it names: each is made of today's, in which every later change
 * is taken back by what the log says was there before, and of the records that are gone since. Everything
 * happens in the one statement, set by set, and nothing is written. A statement over today stays as it is.
 */
export function withPast({ model, past }: Reader, piece: Sql): Sql {
  if (!past) return piece
  const tables: Sql[] = []
  const later = new Set<string>()
  const text = piece.parts.join(' ')
  for (const object of model.objects.values()) {
    if (object.isRole) continue
    const isPast = [pastTable, changedTable].some((of) => text.includes(id(of(object.table)).parts[0] ?? ''))
    const isLast = text.includes(id(lastTable(object.table)).parts[0] ?? '')
    if (!isLast && !isPast) continue
    const owner = ownerOf(model, object)
    if (isLast) tables.push(owner ? lastLines(model, object, owner) : lastStates(model, object, past))
    if (!isPast) continue
    const changed = owner?.parent ?? object
    if (!later.has(changed.name)) tables.unshift(laterChanges(changed, past))
    later.add(changed.name)
    tables.push(...(owner ? [pastLines(model, object, owner)] : pastRecords(model, object, past)))
  }
  return tables.length > 0 ? sql`with ${join(tables)} ${piece}` : piece
}

const named = (name: string, body: Sql, how = ''): Sql => sql`${id(name)} as ${raw(how)} (${body})`

/**
 * Of each record that changed after the instant: what its fields held before the first change of each, and
 * whether it was made (`create`) or went (`delete`) first. What came after that is of another life.
 */
function laterChanges(object: ResolvedObject, { only, ...then }: Past): Sql {
  const some = only && recordsOf(only, object)
  const one = some
    ? sql`and record = ${some.length === 1 ? sql`${some[0] ?? null}::uuid` : sql`any(${some}::uuid[])`}`
    : raw('')
  // One pass over the entries: joined with themselves they are planned badly where their number is not known.
  const body = sql`select e.record, max(e.action) filter (where e.id = e.life_id) as life,
           coalesce(jsonb_object_agg(k.key, k.value order by e.id desc) filter (where k.key is not null), '{}') as was
    from (
      select id, record, action, before,
             min(id) filter (where action in ('create', 'delete')) over (partition by record) as life_id
      from audit_entry a
      where record is not null and ${isLater(object, then, 'a')} ${one}
    ) e left join lateral jsonb_each(case when jsonb_typeof(e.before) = 'object' then e.before end) k on true
    where e.life_id is null or e.id <= e.life_id
    group by e.record`
  return named(laterTable(object.table), body, 'materialized')
}

/** The only records of an object that are asked for; undefined where all of them may be. */
function recordsOf({ object, record, beside }: NonNullable<Past['only']>, { name }: ResolvedObject) {
  const own = object === name ? [record] : []
  const others = beside?.get(name) ?? []
  return own.length + others.length > 0 ? [...own, ...others] : undefined
}

/** What changed since or is gone, as it was; and with what stands as it stood, all of it. */
function pastRecords(model: ResolvedModel, object: ResolvedObject, past: Past): readonly Sql[] {
  const entry = (column: 'at' | 'actor') => entryUpTo(past, column)
  const made = (column: 'at' | 'actor') => entryUpTo(past, column, 'made')
  const fields = columnsOf(model, object)
  const flags = new Set(object.roles.map(roleKey))
  const later = id(laterTable(object.table))
  const changed = fields.map((field) => {
    const { key, column } = field
    const name = literal(key)
    const now = id('t', column)
    const then = orFalse(flags, key, fromJson(sql`l.was`, key, field))
    return sql`case when l.was ? ${name} then ${then} else ${now} end as ${id(column)}`
  })
  const gone = fields.map(
    (field) =>
      sql`${orFalse(flags, field.key, fromJson(sql`l.was`, field.key, field))} as ${id(field.column)}`,
  )
  const same = join(fields.map(({ column }) => id('t', column)))
  return [
    named(
      changedTable(object.table),
      sql`select t.id, t.created_at, t.created_by, ${entry('at')} as updated_at, ${entry('actor')} as updated_by,
            ${join(changed)}
          from ${later} l join ${id(object.table)} t on t.id = l.record
          where l.life is null
          union all
          select l.record, ${made('at')}, ${made('actor')}, ${entry('at')}, ${entry('actor')}, ${join(gone)}
          from ${later} l where l.life = 'delete'`,
      'not materialized',
    ),
    named(
      pastTable(object.table),
      sql`select t.id, t.created_at, t.created_by, t.updated_at, t.updated_by, ${same}
          from ${id(object.table)} t where ${isUnchanged(object, past, 't')}
          union all select * from ${id(changedTable(object.table))}`,
      'not materialized',
    ),
  ]
}

/**
 * Whether the row is today as it was then. Asked of the log, which has an index to ask it of one row by; what
 * is made of the log has none.
 */
export function isUnchanged(object: ResolvedObject, past: Past, alias: string): Sql {
  return sql`not exists (select from audit_entry l where l.record = ${id(alias, 'id')} and ${isLater(object, past, 'l')})`
}

/** Entries of the log, after the instant, that say how a record of the object changed. */
function isLater(object: ResolvedObject, then: Then, alias: string): Sql {
  const of = (column: string) => id(alias, column)
  return sql`${of('object')} = ${object.base} and ${laterThan(alias, then)}
    and ${of('action')} not like 'do:%' and ${of('action')} <> 'read'`
}

/**
 * When a record was changed the last time up to then, or made the first time, or by whom; looked up only
 * where somebody asks.
 */
function entryUpTo(then: Then, column: 'at' | 'actor', which: 'made' | 'changed' = 'changed'): Sql {
  const order = which === 'made' ? sql`and a.action = 'create' order by a.id` : sql`order by a.id desc`
  return sql`(select ${id('a', column)} from audit_entry a where a.record = l.record and ${marksRow('a')}
    and ${writtenUpTo('a', then)} ${order} limit 1)`
}

type Owner = { readonly parent: ResolvedObject; readonly key: string; readonly via: string }

/** Owned lines stand in the log of the record that owns them, whole. */
export function ownerOf(model: ResolvedModel, object: ResolvedObject): Owner | null {
  if (!object.declaration.owned) return null
  for (const face of model.objects.values()) {
    for (const field of face.fields.values()) {
      if (field.owner !== face.name) continue
      const owned = ownedLines(model, field)
      const parent = model.objects.get(face.base)
      if (owned?.object === object && parent) return { parent, key: storedKey(face, field), via: owned.via }
    }
  }
  return null
}

function pastLines(model: ResolvedModel, object: ResolvedObject, { parent, key, via }: Owner): Sql {
  const retired = retiredFields(model, object).filter(({ resolved }) => resolved.field.type !== 'formula')
  const fields = [...columnsOf(model, object), ...retired].filter(({ column }) => column !== via)
  const later = id(laterTable(parent.table))
  const name = literal(key)
  const now = fields.map(({ column }) => id('t', column))
  const then = fields.map((field) => fromJson(sql`j.line`, field.resolved.name, field))
  return named(
    pastTable(object.table),
    sql`select t.id, ${id('t', via)}, t.position, t.created_at, t.created_by, t.updated_at, t.updated_by, ${join(now)}
        from ${id(object.table)} t left join ${later} l on l.record = ${id('t', via)}
        where l.record is null or (l.life is null and not l.was ? ${name})
        union all
        select (j.line->>'id')::uuid, l.record, (j.place - 1)::integer, null, null, null, null, ${join(then)}
        from ${later} l cross join lateral ${linesIn(sql`l.was`, key)}
        where l.life is distinct from 'create'`,
    'not materialized',
  )
}

/** Records as they stand, and those that are gone as they stood when they went. */
function lastStates(model: ResolvedModel, object: ResolvedObject, { only }: Past): Sql {
  // Rights may ask for what a formula gives: it stands in the record, and in the log of its end.
  const fields = storedFields(model, object)
  const flags = new Set(object.roles.map(roleKey))
  const one = only?.object === object.name ? sql`and d.record = ${only.record}::uuid` : raw('')
  const gone = fields.map((field) => orFalse(flags, field.key, fromJson(sql`d.before`, field.key, field)))
  const now = fields.map(({ column }) => id('t', column))
  return named(
    lastTable(object.table),
    sql`select t.id, null::bigint as deletion, t.created_at, t.created_by, t.updated_at, t.updated_by, ${join(now)}
        from ${id(object.table)} t
        union all
        select d.record, d.id, null, null, d.at, d.actor, ${join(gone)} from audit_entry d
        where ${isLastEnd(object)} ${one}`,
    'not materialized',
  )
}

/** Lines as they stand, and those that went with the record which owned them. */
function lastLines(model: ResolvedModel, object: ResolvedObject, { parent, key, via }: Owner): Sql {
  const fields = columnsOf(model, object).filter(({ column }) => column !== via)
  const now = fields.map(({ column }) => id('t', column))
  const gone = fields.map((field) => fromJson(sql`j.line`, field.resolved.name, field))
  return named(
    lastTable(object.table),
    sql`select t.id, ${id('t', via)}, t.position, t.created_at, t.created_by, t.updated_at, t.updated_by, ${join(now)}
        from ${id(object.table)} t
        union all
        select (j.line->>'id')::uuid, d.record, (j.place - 1)::integer, null, null, null, null, ${join(gone)}
        from audit_entry d cross join lateral ${linesIn(sql`d.before`, key)}
        where ${isLastEnd(parent)}`,
    'not materialized',
  )
}

/** The lines `j` that an entry of the log holds of the record which owns them. */
function linesIn(values: Sql, key: string): Sql {
  const lines = sql`${values}->${literal(key)}`
  return sql`jsonb_array_elements(
    case when jsonb_typeof(${lines}) = 'array' then ${lines} end) with ordinality j(line, place)`
}

/** Entries `d` of the log by which records of the object went that have not come back. */
function isLastEnd(object: ResolvedObject): Sql {
  return sql`d.object = ${object.name} and d.action = 'delete'
    and not exists (select from ${id(object.table)} t where t.id = d.record)
    and not exists (select from audit_entry a where a.record = d.record and a.id > d.id and a.action = 'delete')`
}

function columnsOf(model: ResolvedModel, object: ResolvedObject): readonly StoredField[] {
  return storedFields(model, object).filter(({ resolved, key }) =>
    key.endsWith('.') ? true : resolved.field.type !== 'formula',
  )
}

/** A value of the log in the type of its column. */
export function fromJson(json: Sql, key: string, { columnType: type, resolved }: StoredField): Sql {
  const name = literal(key)
  const former = formerTarget(resolved)
  // The flag of a role is stored with a field of the role at hand.
  if (former !== null && type === 'uuid') return presentId(former, sql`(${json}->>${name})`)
  if (type === 'jsonb') return sql`nullif(${json}->${name}, 'null'::jsonb)`
  if (type === 'text') return sql`(${json}->>${name})`
  if (type === 'text[]' || type === 'uuid[]')
    return sql`(case when jsonb_typeof(${json}->${name}) = 'array' then
      nullif(array(select jsonb_array_elements_text(${json}->${name})), '{}')::${raw(type)} end)`
  return sql`(${json}->>${name})::${raw(type)}`
}

function orFalse(flags: ReadonlySet<string>, key: string, value: Sql): Sql {
  return flags.has(key) ? sql`coalesce(${value}, false)` : value
}
