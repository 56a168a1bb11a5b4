import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, raw, sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'
import { readableRows } from '../records/write/row-rights.ts'

type Values = Readonly<Record<string, unknown>>

/** A record that values name, and as what: under the object that the field asks for. */
export type Named = { readonly id: string; readonly as: string }

export type Naming = Named & { readonly field: ResolvedField }

/** The records that values of a face name, and by which field: by references, in lists of them, in lines. */
export function namedIn(model: ResolvedModel, face: ResolvedObject, values: Values): Naming[] {
  return [...face.fields.values()].flatMap((field) =>
    namedBy(model, field, values[field.name] ?? null).map((one) => ({ ...one, field })),
  )
}

function namedBy(model: ResolvedModel, field: ResolvedField, value: unknown): Named[] {
  if (value === null) return []
  const as = targetOf(field)
  if (as !== null) return [value].flat().flatMap((id: unknown) => (typeof id === 'string' ? { id, as } : []))
  const owned = ownedLines(model, field)
  if (!owned || !Array.isArray(value)) return []
  return value.flatMap((line: Values | null) => (line === null ? [] : namedIn(model, owned.object, line)))
}

/**
 * Values of a face without those that name one of some records, and these. What is required is among the
 * first all the same: the record cannot be there without it.
 */
export function partedByNames(
  model: ResolvedModel,
  face: ResolvedObject,
  values: Values,
  isOne: (named: Named) => boolean,
): { readonly first: Record<string, unknown>; readonly rest: Record<string, unknown> } {
  const isNaming = ([name, value]: [string, unknown]) => {
    const field = face.fields.get(name)
    return field !== undefined && field.field.how !== 'required' && namedBy(model, field, value).some(isOne)
  }
  const all = Object.entries(values)
  return {
    first: Object.fromEntries(all.filter((one) => !isNaming(one))),
    rest: Object.fromEntries(all.filter(isNaming)),
  }
}

/** Those of which what is named is not there as that, or may not be seen. */
export async function unseenAmong<N extends Named>(door: Door, all: readonly N[]): Promise<readonly N[]> {
  const unseen: N[] = []
  for (const [as, some] of Map.groupBy(all, (one) => one.as)) {
    const target = door.model.objects.get(as)
    const ids = [...new Set(some.map(({ id }) => id))]
    const seen = target && (await seenRows(door, target, ids))
    unseen.push(...some.filter(({ id }) => !seen?.has(id)))
  }
  return unseen
}

async function seenRows(door: Door, target: ResolvedObject, ids: readonly string[]) {
  const readable = readableRows(door, target, 't') ?? raw('false')
  const rows = await door.tx.query<{ id: string }>(
    sql`select t.id from ${id(target.table)} t where t.id = any(${ids}::uuid[]) and ${readable}`,
  )
  return new Set(rows.map((row) => row.id))
}
