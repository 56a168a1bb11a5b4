import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import type { Acting } from '../records/read/list-conditions.ts'

/** Of these fields those by whose values others are called by another word: whether it is a person, say. */
export function decidingFields(fields: readonly ResolvedField[]): ResolvedField[] {
  const deciding = new Set(
    fields.flatMap(({ field }) => (field.called ?? []).flatMap(({ when }) => Object.keys(when ?? {}))),
  )
  return fields.filter(({ name, column }) => deciding.has(name) && column !== null)
}

/** What decides by which words the fields of a record `t` are called, as the reader sees it on a face. */
export function decidingValues(reader: Acting, face: ResolvedObject): Sql {
  const scope = recordScope(reader, face, 't')
  const sight = sightOf(reader, face)
  const pairs = decidingFields([...face.fields.values()]).flatMap(({ name, column }) => {
    if (sight?.field(name) === undefined) return []
    const guard = scope.guard(name)
    const value = id('t', column ?? '')
    return [sql`${literal(name)}, ${guard ? sql`(case when ${guard} then ${value} end)` : value}`]
  })
  return pairs.length === 0 ? raw(`'{}'::json`) : sql`json_strip_nulls(json_build_object(${join(pairs)}))`
}
