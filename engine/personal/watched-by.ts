import { dependencies, parseWhere } from '#model'
import { targetName } from '../catalog/target-name.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, literal, sql, type Sql } from '../database/sql.ts'
import { formulaTree } from '../query/formula-tree.ts'
import { typeScope } from '../query/type-scope.ts'
import { roleKey, storedKey } from '../records/stored.ts'
import { ownedLines } from '../records/write/lines.ts'
import type { Reading, RetentionRule } from './kept-until.ts'

/** Of an object the records that a rule looked at, and under which keys the log tells what it looked at. */
export type Watched = { readonly ids: Set<string>; readonly keys: Set<string> }

/** What a rule of retention looks at around a record. */
export type Sight = {
  /** By the base object; of the record's own there are always some. */
  readonly watched: ReadonlyMap<string, Watched>
  /** Plain fields of the record itself and no more: all its changes can be asked for them at once. */
  readonly isOwn: boolean
  /** It looked at more records than can be looked through. */
  readonly isBeyond: boolean
}

/** So many records of others are looked through around one. */
const mostRecords = 1_000

/** Any change of the record: a condition asks when it was changed, or by whom. */
export const anyKey = '*'

/**
 * Follows all that the rule asks, from the records on: through references, lines and what names the records,
 * today or at any time that the log tells of.
 */
export async function watchedBy(
  connection: Connection,
  { model }: Reading,
  face: ResolvedObject,
  rule: RetentionRule,
  records: readonly string[],
): Promise<Sight> {
  const following: Following = { connection, model, face, watched: new Map(), isOwn: true, isBeyond: false }
  watch(following, face, records, face.isRole ? roleKey(face.name) : null)
  const scope = typeScope({ model, authority: 'action' }, face)
  const asked = rule.where === null ? [] : dependencies(parseWhere(rule.where, scope))
  for (const path of asked) await follow(following, face, path, records, 0)
  const day = rule.dayField === null ? undefined : face.fields.get(rule.dayField)
  // By when it was changed last a state of before lasts no longer than the one of today.
  if (day && !day.system) await follow(following, face, [day.name], records, 0)
  return following
}

type Following = {
  readonly connection: Connection
  readonly model: ResolvedModel
  readonly face: ResolvedObject
  readonly watched: Map<string, Watched>
  isOwn: boolean
  isBeyond: boolean
}

function watch(
  following: Following,
  object: ResolvedObject,
  ids: readonly string[],
  key: string | null,
): void {
  const { watched } = following
  const known = watched.get(object.base) ?? { ids: new Set<string>(), keys: new Set<string>() }
  watched.set(object.base, known)
  for (const one of ids) known.ids.add(one)
  if (key !== null) known.keys.add(key)
  if (known.ids.size > mostRecords) following.isBeyond = true
}

async function follow(
  following: Following,
  at: ResolvedObject,
  [name = '', ...rest]: readonly string[],
  ids: readonly string[],
  depth: number,
): Promise<void> {
  const { connection, model, face } = following
  if (ids.length === 0 || following.isBeyond || depth > mostSteps) return
  const field = at.fields.get(name)
  if (at !== face || rest.length > 0 || !isPlain(field)) following.isOwn = false
  if (!field) {
    const role = model.objects.get(name)
    if (!role) return
    watch(following, role, ids, role.isRole ? roleKey(role.name) : null)
    return follow(following, role, rest, ids, depth + 1)
  }
  if (field.field.type === 'formula') {
    for (const inner of dependencies(formulaTree(model, at, field)))
      await follow(following, at, inner, ids, depth + 1)
    return
  }
  // Who made a record, and when, never changes.
  if (field.system) return watch(following, at, ids, /^(?:id|created)/.test(field.name) ? null : anyKey)
  const lines = ownedLines(model, field)
  if (field.column !== null || lines) watch(following, at, ids, storedKey(at, field))
  const statement = leadsTo(following, at, field, rest, ids)
  if (!statement) return
  const next = (await connection.query<{ id: string }>(statement.found)).map((row) => row.id)
  watch(following, statement.to, next, null)
  return follow(following, statement.to, statement.rest, next, depth + 1)
}

/** Where a path goes on behind a field, and the statement that finds the records there. */
function leadsTo(
  { model }: Following,
  at: ResolvedObject,
  field: ResolvedField,
  rest: readonly string[],
  ids: readonly string[],
): { readonly to: ResolvedObject; readonly rest: readonly string[]; readonly found: Sql } | null {
  const to = model.objects.get(targetName(field) ?? '')
  if (!to || rest.length === 0) return null
  const owned = ownedLines(model, field)
  const key = storedKey(at, field)
  if (!owned)
    return {
      to,
      rest,
      found: field.column === null ? naming(to, field, ids) : held(at, key, field.column, ids),
    }
  // What stands in a line stands in the log of the record that owns it.
  const [name = '', ...behind] = rest
  const inner = to.fields.get(name)
  const target = inner && model.objects.get(targetName(inner) ?? '')
  if (!inner?.column || !target || behind.length === 0) return null
  const place = { at, key, lines: to, via: owned.via, name, column: inner.column }
  return { to: target, rest: behind, found: heldInLines(place, ids) }
}

/** Formulas may ask each other. */
const mostSteps = 12

function isPlain(field: ResolvedField | undefined): boolean {
  return field !== undefined && field.column !== null && !field.system && field.field.type !== 'formula'
}

const isId = sql`v.id like '________-____-____-____-____________'`

/** What a field of the records names or ever named. */
function held(object: ResolvedObject, key: string, column: string, ids: readonly string[]): Sql {
  const name = literal(key)
  return sql`select distinct v.id from (
      select jsonb_array_elements_text(${asList(sql`to_jsonb(${id('t', column)})`)}) as id
      from ${id(object.table)} t where t.id = any(${ids}::uuid[])
      union all
      select jsonb_array_elements_text(${asList(sql`s.side->${name}`)})
      from audit_entry e cross join lateral (values (e.before), (e.after)) s(side)
      where e.record = any(${ids}::uuid[]) and e.object = ${object.base} and s.side ? ${name}
    ) v where ${isId} limit ${mostRecords + 1}`
}

type InLines = {
  readonly at: ResolvedObject
  readonly key: string
  readonly lines: ResolvedObject
  readonly via: string
  readonly name: string
  readonly column: string
}

function heldInLines({ at, key, lines, via, name, column }: InLines, ids: readonly string[]): Sql {
  const field = literal(key)
  return sql`select distinct v.id from (
      select jsonb_array_elements_text(${asList(sql`to_jsonb(${id('l', column)})`)}) as id
      from ${id(lines.table)} l where ${id('l', via)} = any(${ids}::uuid[])
      union all
      select jsonb_array_elements_text(${asList(sql`j.line->${literal(name)}`)})
      from audit_entry e cross join lateral (values (e.before), (e.after)) s(side)
        cross join lateral jsonb_array_elements(${asList(sql`s.side->${field}`)}) j(line)
      where e.record = any(${ids}::uuid[]) and e.object = ${at.base} and s.side ? ${field}
    ) v where ${isId} limit ${mostRecords + 1}`
}

/** Records of another object that name one of these, or ever did. */
function naming(to: ResolvedObject, field: ResolvedField, ids: readonly string[]): Sql {
  const type = field.type.valueType(field.field)
  const via = type.kind === 'lines' ? to.fields.get(type.via) : undefined
  if (!via?.column) return sql`select null::text as id where false`
  const key = literal(storedKey(to, via))
  return sql`select distinct v.id from (
      select t.id::text as id from ${id(to.table)} t where ${id('t', via.column)} = any(${ids}::uuid[])
      union all
      select e.record::text from audit_entry e
      where e.object = ${to.base} and (${join(
        [sql`e.before->>${key} = any(${ids}::text[])`, sql`e.after->>${key} = any(${ids}::text[])`],
        ' or ',
      )})
    ) v where ${isId} limit ${mostRecords + 1}`
}

/** A value, or each of a list, as a list; none as an empty one. */
function asList(value: Sql): Sql {
  return sql`(case jsonb_typeof(${value}) when 'array' then ${value} when 'string' then jsonb_build_array(${value})
    when 'object' then jsonb_build_array(${value}) else '[]' end)`
}

/** The keys of the record's own object. */
export function ownOf({ watched }: Sight, face: ResolvedObject): Watched {
  return watched.get(face.base) ?? { ids: new Set(), keys: new Set() }
}
