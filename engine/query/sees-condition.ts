import { dependencies, parseWhere, type Condition } from '#model'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { join, raw, sql, type Sql } from '../database/sql.ts'
import { knowsCondition } from './knows-condition.ts'
import { filled } from './placeholder.ts'
import type { Reader } from './reader.ts'
import { recordScope } from './record-scope.ts'
import { sightOf } from './sight.ts'
import { targetName, typeScope } from './type-scope.ts'

/**
 * Where they see what stands in the fields that the condition names, and all that a path of it leads through:
 * a condition that a hidden value fulfils, or keeps from being fulfilled, would tell of it.
 */
export function seesCondition(reader: Reader, face: ResolvedObject, where: Condition, alias: string): Sql {
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
