import { dependencies, parseWhere, type Condition } from '#model'
import type { Actor } from '../access/actor.ts'
import type { AnyAction } from '../actions/action.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { knowsCondition } from '../query/knows-condition.ts'
import { filled } from '../query/placeholder.ts'
import type { Reader } from '../query/reader.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { targetName, typeScope } from '../query/type-scope.ts'
import { conditionRows, rowsFor } from '../records/write/row-rights.ts'

/** A criterion in force, with the object and the action that it names. */
export type Criterion = {
  readonly id: string
  readonly name: string
  readonly where: Condition
  readonly input: Readonly<Record<string, unknown>>
  readonly automatic: boolean
  /** Who last changed it, and so switched it on. */
  readonly by: string | null
  readonly face: ResolvedObject
  readonly action: AnyAction
}

type Row = {
  readonly id: string
  readonly name: string
  readonly object: string
  readonly where: Condition
  readonly action: string
  readonly input: Record<string, unknown> | null
  readonly automatic: boolean | null
  readonly by: string | null
}

/** Those in force; one whose object or action is gone proposes nothing. */
export async function criteriaInForce(
  connection: Connection,
  model: ResolvedModel,
  actions: ActionRegistry,
): Promise<Criterion[]> {
  const rows = await connection.query<Row>(
    sql`select id, name, object, "where", action, input, automatic, coalesce(updated_by, created_by) as by
        from criterion where active order by name, id`,
  )
  return rows.flatMap(({ object, action, input, automatic, ...rest }) => {
    const face = model.objects.get(object) ?? model.byPath.get(object)
    const found = face && actions.of(face).find(({ name }) => name === action)
    return face && found
      ? [{ ...rest, face, action: found, input: input ?? {}, automatic: automatic === true }]
      : []
  })
}

/** The rows that a criterion is about: its condition holds, and the action could be done now. */
export function matching(
  reader: { readonly model: ResolvedModel; readonly actor: Actor },
  { face, where, action }: Criterion,
  alias: string,
): Sql | null {
  const asking = { ...reader, authority: 'action' } as const
  try {
    const own = conditionRows(asking as never, face, where, alias)
    return sql`(${own} and ${readyRows(reader, face, action, alias)})`
  } catch (error) {
    // A field that the condition names may be gone; then it matches nothing until somebody mends it.
    if (error instanceof Problem || (error as Error).name === 'WhereError') return null
    throw error
  }
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

/**
 * The rows that the actor may see and do the action with now, and of which they see all that the criterion
 * looks at: that a partner is proposed tells what stands in those fields.
 */
export function decidable(reading: Reading, { face, action, where }: Criterion, alias: string): Sql {
  const reader = { ...reading, authority: 'actor' } as const
  const seen = seenRows(reader, face, where, alias)
  // What was frozen by hand meanwhile waits for no decision; taken back, it does so again.
  const ready = readyRows({ model: reading.model, actor: reading.actor }, face, action, alias)
  return sql`${rowsFor(reader, face, 'read', alias)} and ${rowsFor(reader, face, action.name, alias)}
    and ${ready} and ${seen}`
}

function readyRows(reading: Reading, face: ResolvedObject, { when }: AnyAction, alias: string): Sql {
  const asking = { ...reading, authority: 'action' } as const
  return when ? conditionRows(asking as never, face, when as Condition, alias) : raw('true')
}

/**
 * Where they see what stands in the fields that the condition names, and all that a path of it leads through:
 * a condition that a hidden value fulfils, or keeps from being fulfilled, would tell of it.
 */
function seenRows(reader: Reader, face: ResolvedObject, where: Condition, alias: string): Sql {
  if (!knowsCondition(reader, face, where)) return raw('false')
  const eyes = recordScope(reader, face, alias)
  const real = recordScope({ ...reader, authority: 'action' }, face, alias)
  const paths = dependencies(parseWhere(where, typeScope(reader, face)))
  const conditions = paths.flatMap(([first = '', ...rest]): Sql[] => {
    const field = face.fields.get(first)
    if (first === 'id' && rest.length === 0) return []
    if (!field) return isOpenWhole(reader, reader.model.objects.get(first), rest) ? [] : [raw('false')]
    const guard = eyes.guard(first)
    const lines = linesIn(field)
    if (lines !== null)
      return isOpenLines(reader, lines, rest) ? (guard ? [sql`(${guard}) is true`] : []) : [raw('false')]
    const target = targetOf(field)
    if (target !== null && rest.length > 0 && !isOpenWhole(reader, reader.model.objects.get(target), rest))
      return [raw('false')]
    // A reference to a record that they do not see reads as none.
    const isNamed = sql`${eyes.column(first).sql} is not distinct from ${real.column(first).sql}`
    return [...(guard ? [sql`(${guard}) is true`] : []), ...(target === null ? [] : [isNamed])]
  })
  return conditions.length === 0 ? raw('true') : filled(sql`(${join(conditions, ' and ')})`, reader)
}

/** Whether all records of an object are seen, and on all of them what the path leads through. */
function isOpenWhole(reader: Reader, object: ResolvedObject | undefined, path: readonly string[]): boolean {
  const sight = object && sightOf(reader, object)
  if (!object || sight?.rows !== true) return false
  const [first, ...rest] = path
  if (first === undefined || first === 'id') return true
  const field = object.fields.get(first)
  if (!field) return isOpenWhole(reader, reader.model.objects.get(first), rest)
  if (sight.field(first) !== true) return false
  const lines = linesIn(field)
  if (lines !== null) return isOpenLines(reader, lines, rest)
  const target = targetOf(field)
  return target === null || isOpenWhole(reader, reader.model.objects.get(target), rest)
}

type Lines = { readonly of: string; readonly isOwned: boolean }

function linesIn(field: ResolvedField): Lines | null {
  const type = field.type.valueType(field.field)
  return type.kind === 'lines' ? { of: type.of, isOwned: field.field['owned'] === true } : null
}

/**
 * Owned lines are seen with the field that holds them; records that refer to this one by themselves, so that
 * none of them is there, or how many are, is known only to who sees all of them.
 */
function isOpenLines(reader: Reader, { of, isOwned }: Lines, path: readonly string[]): boolean {
  const object = reader.model.objects.get(of)
  if (!isOwned) return isOpenWhole(reader, object, path)
  const [first = 'id', ...rest] = path
  const field = object?.fields.get(first)
  if (!field || rest.length === 0) return true
  const target = targetOf(field)
  return target === null || isOpenWhole(reader, reader.model.objects.get(target), rest)
}

/** Lines are seen with the field that holds them. */
function targetOf(field: ResolvedField): string | null {
  return field.type.valueType(field.field).kind === 'lines' ? null : targetName(field)
}

/** Who may do the action with no record at all, or may not know what it asks for, has nothing to decide. */
export function mayDecide({ model, actor }: Reading, { face, action, where }: Criterion): boolean {
  const access = actor.access.object(face.name)
  const may = access?.rows('read') !== undefined && access.rows(action.name) !== undefined
  return may && knowsCondition({ model, actor, authority: 'actor' }, face, where)
}
