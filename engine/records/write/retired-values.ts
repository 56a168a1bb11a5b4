import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql } from '../../database/sql.ts'
import { retiredFields, type StoredField } from '../stored.ts'
import type { Door } from './door.ts'
import { targetOf } from './references.ts'

type Values = Record<string, unknown>

/**
 * What records that went held in retired fields, by their ids and keyed as in the stored form, for those that
 * come back: without keys that others have by now, and without what named a record that is gone.
 */
export async function retiredValues(
  door: Door,
  base: ResolvedObject,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Values>> {
  const fields = retiredFields(door.model, base).filter(({ resolved }) => resolved.field.type !== 'formula')
  if (fields.length === 0) return new Map()
  const rows = await door.tx.query<{ record: string; before: Values | null }>(
    sql`select distinct on (record) record, before from audit_entry
        where record = any(${ids}::uuid[]) and object = ${base.name} and action = 'delete' order by record, id desc`,
  )
  const held = new Map<string, Values>()
  for (const field of fields) {
    const { key } = field
    const own = rows.filter(({ before }) => (before?.[key] ?? null) !== null)
    const values = [...new Set(own.map(({ before }) => String(before?.[key])))]
    const lost = values.length > 0 ? await lostOf(door, base, field, { values, ids }) : new Set<string>()
    for (const { record, before } of own)
      if (!lost.has(String(before?.[key]))) held.set(record, { ...held.get(record), [key]: before?.[key] })
  }
  return held
}

/** Of values of a field those that cannot be held any more; who comes back may name who comes with them. */
async function lostOf(
  { tx, model }: Door,
  base: ResolvedObject,
  { column, columnType, resolved }: StoredField,
  { values, ids }: { readonly values: readonly string[]; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const given = sql`unnest(${values}::text[]) v(value)`
  const target = columnType === 'uuid' ? model.objects.get(targetOf(resolved) ?? '') : undefined
  if (!target && !resolved.field.unique) return new Set()
  const coming = target?.table === base.table ? ids : []
  const rows = await tx.query<{ value: string }>(
    target
      ? sql`select v.value from ${given} where v.value <> all(${coming}::text[]) and not exists (
              select from ${id(target.table)} t where t.id = v.value::uuid)`
      : sql`select v.value from ${given} where exists (
              select from ${id(base.table)} t where ${id('t', column)} = v.value::${raw(columnType)})`,
  )
  return new Set(rows.map(({ value }) => value))
}
