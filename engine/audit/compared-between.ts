import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import { writtenBetween, type Then } from '../query/later-than.ts'

/**
 * Of each record that the log names between: whether it `was` of the list at the beginning and `is` at the
 * end, whether it `stayed` so all along, by which entry it `went` last, and which of the `fields` hold
 * another value at the end. Of a field that is what its first entry found there, against what its last one
 * left: what came in between and went again is no difference, nor is a record that was deleted and brought
 * back as it was.
 */
export function comparedBetween(
  object: ResolvedObject,
  fields: readonly ResolvedField[],
  { from, to }: { readonly from: Then; readonly to: Then },
): Sql {
  const { come, go } = turnsOf(object)
  // What a whole record held is looked up only where it is there at both ends: an import is not carried.
  const part = (side: 'after' | 'before') =>
    sql`array_agg(case when a.action not in ('create', 'delete') then a.${raw(side)} end)`
  const seen = compared(object, fields)
  // With `offset` the fields are worked out once, wherever the statement around asks for them.
  return sql`select c.record, c.was, c."is", c.stayed, c.went,
      case when not (c.was and c."is") then '{}' when c.entries = 1 then ${seen.byOne} else ${seen.byMany} end as fields
    from (
      select g.*, coalesce(g.went_first < g.came_first, g.came_first is null) as was,
        coalesce(g.came > g.went, g.went is null) as "is", coalesce(g.came, g.went) is null as stayed
      from (
        select a.record, count(*) as entries,
          array_agg(a.id) as ids, ${part('before')} as befores, ${part('after')} as afters,
          min(a.id) filter (where ${come}) as came_first, max(a.id) filter (where ${come}) as came,
          min(a.id) filter (where ${go}) as went_first, max(a.id) filter (where ${go}) as went
        from audit_entry a
        where a.object = ${object.base} and ${writtenBetween('a', from, to)}
          and a.record is not null and a.action ~ '^(create|update|delete)$|^(become|leave):'
        group by a.record
      ) g
    ) c offset 0`
}

/** The fields that differ by the entries of a record `c`: most have one alone, which says it by itself. */
function compared(object: ResolvedObject, fields: readonly ResolvedField[]) {
  const keys = fields.map((field) => storedKey(object, field))
  const lines = fields.filter(isLines).map((field) => storedKey(object, field))
  const held = (key: Sql, value: Sql) =>
    sql`(case when ${key} = any(${lines}::text[]) then ${withoutIds(value)} else nullif(${value}, 'null') end)`
  const each = (values: Sql) =>
    sql`jsonb_each(case when jsonb_typeof(${values}) = 'object' then ${values} end)`
  const whole = (side: 'after' | 'before') =>
    sql`coalesce(e.${raw(side)}, (select w.${raw(side)} from audit_entry w
      where w.id = e.id and w.action in ('create', 'delete')))`
  const [key, before, after] = [raw('b.key'), raw('(c.befores[1]->b.key)'), raw('(c.afters[1]->b.key)')]
  // An entry names only what it changed, except that lines are written down whenever they are given.
  const byOne = sql`array(
    select b.key from jsonb_object_keys(case when jsonb_typeof(c.befores[1]) = 'object' then c.befores[1] end) b(key)
    where b.key = any(${keys}::text[])
      and (b.key <> all(${lines}::text[]) or ${held(key, before)} is distinct from ${held(key, after)}))`
  const byMany = sql`array(
    select v.key from (
      select k.key, (array_agg(case when not k.later then k.value end order by e.id, k.later))[1] as first,
        (array_agg(case when k.later then k.value end order by e.id desc, k.later desc))[1] as last
      from unnest(c.ids, c.befores, c.afters) e(id, before, after) cross join lateral (
        select key, value, false as later from ${each(whole('before'))}
        union all select key, value, true from ${each(whole('after'))}
      ) k
      where k.key = any(${keys}::text[]) group by k.key
    ) v
    where ${held(raw('v.key'), raw('v.first'))} is distinct from ${held(raw('v.key'), raw('v.last'))})`
  return { byOne, byMany }
}

/** Lines that were taken away and brought back are other rows of their table, but the same lines. */
function withoutIds(lines: Sql): Sql {
  return sql`(select jsonb_agg(l.line - 'id' order by l.place) from jsonb_array_elements(
    case when jsonb_typeof(${lines}) = 'array' then ${lines} end) with ordinality l(line, place))`
}

export function isLines({ type, field }: ResolvedField): boolean {
  return type.valueType(field).kind === 'lines'
}

/** By which entries `a` of the log a record comes into the list of a face, and by which it goes. */
export function turnsOf(object: ResolvedObject): { readonly come: Sql; readonly go: Sql } {
  if (!object.isRole) return { come: sql`a.action = 'create'`, go: sql`a.action = 'delete'` }
  const flag = roleKey(object.name)
  const whole = (action: string, side: 'after' | 'before') =>
    sql`(a.action = ${action} and a.${raw(side)}->>${flag} = 'true')`
  return {
    come: sql`(a.action = ${`become:${object.name}`} or ${whole('create', 'after')})`,
    go: sql`(a.action = ${`leave:${object.name}`} or ${whole('delete', 'before')})`,
  }
}
