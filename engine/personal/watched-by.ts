import { dependencies, parseWhere } from '#model'
import { targetName } from '../catalog/target-name.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { id, literal, sql, type Sql } from '../database/sql.ts'
import { formulaTree } from '../query/formula-tree.ts'
import { knowsCondition } from '../query/knows-condition.ts'
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
  /** It looked at more records than can be looked through, or than can be found. */
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
  connection: Transaction,
  { model }: Reading,
  face: ResolvedObject,
  rule: RetentionRule,
  records: readonly string[],
): Promise<Sight> {
  const following: Following = { connection, model, face, watched: new Map(), isOwn: true, isBeyond: false }
  watch(following, face, records, face.isRole ? roleKey(face.name) : null)
  const reader = { model, authority: 'action' } as const
  const isAsked = rule.where !== null && knowsCondition(reader, face, rule.where)
  const asked = isAsked ? dependencies(parseWhere(rule.where, typeScope(reader, face))) : []
  for (const path of asked) await follow(following, face, path, records, 0)
  const day = rule.dayField === null ? undefined : face.fields.get(rule.dayField)
  // By when it was changed last a state of before lasts no longer than the one of today.
  if (day && !day.system) await follow(following, face, [day.name], records, 0)
  return following
}

type Following = {
  readonly connection: Transaction
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
  const { model, face } = following
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
  const lead = leadsTo(following, at, field, rest, ids)
  if (!lead) return
  const found = new Set<string>()
  for (const statement of lead.found) {
    for (const one of await foundBy(following, statement)) found.add(one)
    watch(following, lead.to, [...found], null)
    if (following.isBeyond) return
  }
  return follow(following, lead.to, lead.rest, [...found], depth + 1)
}

/** Nothing finds in a long log what named a record: where that takes too long, there may have been any. */
async function foundBy(following: Following, statement: Sql): Promise<string[]> {
  const { connection } = following
  try {
    const rows = await connection.savepoint(() => connection.query<{ id: string }>(statement))
    return rows.map((row) => row.id)
  } catch (error) {
    if ((error as { code?: unknown }).code !== tookTooLong) throw error
    following.isBeyond = true
    return []
  }
}

/** What PostgreSQL says of a statement that ran into its limit. */
const tookTooLong = '57014'

/** Where a path goes on behind a field, and the statements that find the records there, in their order. */
function leadsTo(
  { model }: Following,
  at: ResolvedObject,
  field: ResolvedField,
  rest: readonly string[],
  ids: readonly string[],
): { readonly to: ResolvedObject; readonly rest: readonly string[]; readonly found: readonly Sql[] } | null {
  const to = model.objects.get(targetName(field) ?? '')
  if (!to || rest.length === 0) return null
  const owned = ownedLines(model, field)
  const key = storedKey(at, field)
  if (!owned)
    return {
      to,
      rest,
      found: field.column === null ? naming(to, field, ids) : [held(at, key, field.column, ids)],
    }
  // What stands in a line stands in the log of the record that owns it.
  const [name = '', ...behind] = rest
  const inner = to.fields.get(name)
  const target = inner && model.objects.get(targetName(inner) ?? '')
  if (!inner?.column || !target || behind.length === 0) return null
  const place = { at, key, lines: to, via: owned.via, name, column: inner.column }
  return { to: target, rest: behind, found: [heldInLines(place, ids)] }
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

/**
 * Records of another object that name one of these, by an index; and those that ever did, for which all of
 * the log of that object is read.
 */
function naming(to: ResolvedObject, field: ResolvedField, ids: readonly string[]): Sql[] {
  const type = field.type.valueType(field.field)
  const via = type.kind === 'lines' ? to.fields.get(type.via) : undefined
  if (!via?.column) return []
  const key = literal(storedKey(to, via))
  const most = mostRecords + 1
  const named = sql`any(${ids}::text[])`
  return [
    sql`select t.id::text as id from ${id(to.table)} t
      where ${id('t', via.column)} = any(${ids}::uuid[]) limit ${most}`,
    sql`select distinct e.record::text as id from audit_entry e
      where e.object = ${to.base} and e.record is not null
        and (e.before->>${key} = ${named} or e.after->>${key} = ${named}) limit ${most}`,
  ]
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
