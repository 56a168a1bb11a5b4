import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, raw, sql } from '../../database/sql.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { isRefused, type Draft } from './draft.ts'
import { said } from '../../said/said.ts'
import { called } from '../../said/called.ts'

/**
 * Refuses values of unique fields that another record holds, or that two records of the same batch give.
 * What goes back may take over what another of the batch lets go: keys that went round go back at once.
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
    const byId = new Map(drafts.map((draft) => [draft.id, draft]))
    for (const draft of holders) {
      const value = String(draft.values.get(field))
      const holder = seen.get(value) ?? taken.get(value)
      const from =
        door.restores && !seen.has(value) ? lettingGo(object, field, value, byId.get(holder ?? '')) : null
      if (from) draft.takesOver.set(field, from)
      if (holder !== undefined && holder !== draft.id && !from) draft.errors.push(inUse(field, value))
      else if (!isRefused(draft)) seen.set(value, draft.id)
    }
  }
  refuseHeld(drafts, isRefused)
}

/** Refuses what was to be taken over from a draft that is not written, and from those in their turn. */
export function refuseHeld(drafts: readonly Draft[], isOut: (draft: Draft) => boolean): void {
  for (let isMore = true; isMore;) {
    isMore = false
    for (const draft of drafts) {
      for (const [field, from] of isOut(draft) ? [] : draft.takesOver) {
        if (!isOut(from)) continue
        draft.errors.push(inUse(field, String(draft.values.get(field))))
        isMore = true
      }
    }
  }
}

/** The draft of a record that holds the value still and gets another one. */
function lettingGo(object: ResolvedObject, field: ResolvedField, value: string, holder: Draft | undefined) {
  const isHeld = String(holder?.before?.values[storedKey(object, field)]) === value
  return holder?.values.has(field) && isHeld && String(holder.values.get(field)) !== value ? holder : null
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
