import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql } from '../../database/sql.ts'
import { retiredFields, roleKey, type StoredField } from '../stored.ts'
import type { Door } from './door.ts'
import { targetOf } from './references.ts'

type Values = Record<string, unknown>

/**
 * What records that went held in retired fields, by their ids and keyed as in the stored form, for those that
 * come back, or what they held in a role that ended last: without keys that others have by now, and without
 * what named a record that is gone.
 */
export async function retiredValues(
  door: Door,
  base: ResolvedObject,
  ids: readonly string[],
  role: string | null,
): Promise<ReadonlyMap<string, Values>> {
  const fields = retiredFields(door.model, base).filter(
    ({ key, resolved }) =>
      resolved.field.type !== 'formula' && (role === null || key.startsWith(roleKey(role))),
  )
  if (fields.length === 0) return new Map()
  // An undo brings back what went then, whatever came and went since.
  const undone = sql`(select undoes from change where id = ${door.options.change ?? null}::uuid)`
  const went =
    role === null
      ? sql`action = 'delete'`
      : sql`(action = ${`leave:${role}`} or action = 'delete' and before -> ${roleKey(role)} = 'true')`
  const rows = await door.tx.query<{ record: string; before: Values | null }>(
    sql`select distinct on (record) record, before from audit_entry
        where record = any(${ids}::uuid[]) and object = ${base.name}
          and ${went} order by record, change is not distinct from ${undone} desc, id desc`,
  )
  const held = new Map<string, Values>()
  for (const field of fields) {
    const { key } = field
    const of = base.roles.find((one) => key.startsWith(roleKey(one)))
    // A field of a role that is added with a value fills all rows, whoever plays it.
    const plays = (before: Values | null) => of === undefined || before?.[roleKey(of)] === true
    const own = rows.filter(({ before }) => (before?.[key] ?? null) !== null && plays(before))
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
