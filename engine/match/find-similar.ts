import { check } from '#check'
import { compareRecords, matchForm } from '#match'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { baseOf } from '../records/stored.ts'
import { isMatched, keysOf, matchedFields, matchRecordOf } from './match-keys.ts'
import { seenRecords, type SeenRecord } from './seen-records.ts'

export type Similar = SeenRecord & {
  readonly score: number
  readonly reasons: readonly { readonly field: string; readonly code: string }[]
}

/**
 * Records that may be the one that is being entered. `hidden`: one that the actor may not see; nothing more
 * is told of it.
 */
export type SimilarRecords = { readonly visible: readonly Similar[]; readonly hidden: boolean }

export type FindSimilar = (
  actor: Actor,
  object: string,
  values: Readonly<Record<string, unknown>>,
) => Promise<SimilarRecords>

/** A key that more records than this share says nothing. */
const mostSharing = 50
const leastScore = 0.5
const mostShown = 10

/**
 * Looks for records like an entry, as it is typed. An `id` among the values is the record itself, which is
 * left out.
 */
export function openSimilar(parts: { database: Database; model: () => ResolvedModel }): FindSimilar {
  return async (actor, name, values) => {
    const model = parts.model()
    const object = model.objects.get(name)
    if (!object || actor.access.object(name) === undefined) throw notFound()
    const base = baseOf(model, object)
    const found = isMatched(base) ? await alike(parts.database, base, values) : []
    const seen = await seenRecords(
      parts.database,
      model,
      actor,
      object,
      found.map((one) => one.id),
    )
    const visible = found.flatMap(({ id: key, form }) => {
      const record = seen.get(key)
      // By what is seen of it, so that an entry cannot be made to probe what is not.
      const other = record && matchRecordOf(base, record.values)
      const like = other ? compareRecords(form, other) : null
      if (!record || !like || like.score < leastScore) return []
      return [{ ...record, score: Math.round(like.score * 100) / 100, reasons: like.reasons }]
    })
    visible.sort((left, right) => right.score - left.score)
    return { visible: visible.slice(0, mostShown), hidden: visible.length < found.length }
  }
}

async function alike(
  connection: Connection,
  base: ResolvedObject,
  values: Readonly<Record<string, unknown>>,
) {
  const record = matchRecordOf(base, normal(base, values))
  const form = record && matchForm(record)
  const keys = form ? keysOf(form) : []
  if (!form || keys.length === 0) return []
  const columns = matchedFields(base).map(
    ({ field }) => sql`${id('t', field.column ?? '')} as ${id(field.name)}`,
  )
  const rows = await connection.query<Record<string, unknown>>(
    sql`select t.id, ${join(columns)} from ${id(base.table)} t where t.id in (
          select f.id from unnest(${keys}::int4[]) k(key)
          cross join lateral (select m.id from ${id(base.table)} m where m.match_keys @> array[k.key]
            limit ${mostSharing}) f)`,
    { name: `similar ${base.name}` },
  )
  return rows
    .filter((row) => row['id'] !== values['id'])
    .flatMap((row) => {
      const other = matchRecordOf(base, row)
      return other ? [{ id: row['id'] as string, form, ...compareRecords(form, other) }] : []
    })
    .filter(({ score }) => score >= leastScore)
    .sort((left, right) => right.score - left.score)
}

/** Numbers as they are stored, so that they meet those of records. */
function normal(base: ResolvedObject, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const { field } of matchedFields(base)) {
    const value = values[field.name]
    if (typeof value !== 'string' || value.length > 500) continue
    const country = values[String(field.field['country'] ?? '')]
    const checked = field.type.check
      ? check(field.type.check, { value, ...(typeof country === 'string' ? { country } : {}) })
      : null
    result[field.name] = checked?.result === 'valid' ? checked.normalized : value
  }
  return result
}
