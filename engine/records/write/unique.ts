import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql } from '../../database/sql.ts'
import type { Door } from './door.ts'
import { isRefused, type Draft } from './draft.ts'
import { said } from '../../said/said.ts'
import { called } from '../../said/called.ts'

/**
 * Refuses values of unique fields that another record holds, or that two records of the same batch give.
 * The unique index stays the last word when two people are at it at once. The answer names no other record.
 */
export async function checkUnique(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  for (const field of object.fields.values()) {
    if (!isUnique(field) || field.column === null) continue
    const holders = drafts.filter((draft) => (draft.values.get(field) ?? null) !== null)
    const taken = await takenValues(door, object, field, holders)
    const seen = new Map<string, string>()
    for (const draft of holders) {
      const value = String(draft.values.get(field))
      const holder = taken.get(value) ?? seen.get(value)
      if (holder !== undefined && holder !== draft.id) draft.errors.push(inUse(field, value))
      else if (!isRefused(draft)) seen.set(value, draft.id)
    }
  }
}

function isUnique(field: ResolvedField): boolean {
  return field.field.unique === true || field.field.type === 'sequenceNumber'
}

async function takenValues(
  door: Door,
  object: ResolvedObject,
  field: ResolvedField,
  drafts: readonly Draft[],
) {
  const fresh = drafts.filter((draft) => !draft.numbered.has(field))
  if (fresh.length === 0) return new Map<string, string>()
  const column = id('t', field.column ?? '')
  const type = raw(field.type.column(field.field) ?? 'text')
  const rows = await door.tx.query<{ value: string; id: string }>(
    sql`select ${column}::text as value, t.id from ${id(object.table)} t
        where ${column} = any(${fresh.map((draft) => String(draft.values.get(field)))}::text[]::${type}[])`,
    { name: `taken ${door.model.version} ${object.name} ${field.name}` },
  )
  return new Map(rows.map((row) => [row.value, row.id]))
}

function inUse(field: ResolvedField, value: string) {
  return {
    field: field.name,
    code: 'unique',
    message: said('{label} “{value}” is in use already. Choose another, or open the record that has it.', {
      label: called(field.field),
      value: value.slice(0, 100),
    }),
  }
}
