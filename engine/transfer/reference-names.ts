import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { shows } from '../query/shows.ts'
import { sightOf } from '../query/sight.ts'
import type { Reader } from '../query/reader.ts'
import { targetOf } from '../records/write/references.ts'

type Reference = { readonly id: string; readonly title: string | null }

/** What a file calls the records that others refer to, such that an import finds exactly them again. */
export type ReferenceNames = {
  /** A reference, or a list of them, with the name in the place of the title. */
  named(field: ResolvedField, value: unknown): unknown
}

/**
 * Records that have numbers are called by them; others by their title, and where several share it, by their
 * id: as far as the reader sees numbers and who else is called so, for only those an import of theirs finds.
 */
export async function referenceNames(
  connection: Connection,
  reader: Reader,
  fields: readonly ResolvedField[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<ReferenceNames> {
  const names = new Map<string, string>()
  const byTarget = new Map<string, Map<string, string | null>>()
  for (const field of fields) {
    const target = targetOf(field)
    if (target === null || target === 'file') continue
    const wanted = byTarget.get(target) ?? new Map<string, string | null>()
    for (const row of rows) for (const one of listOf(row[field.name])) wanted.set(one.id, one.title)
    byTarget.set(target, wanted)
  }
  for (const [target, wanted] of byTarget) {
    const object = reader.model.objects.get(target)
    if (object && wanted.size > 0) await name(connection, reader, object, wanted, names)
  }
  const called = (one: Reference): Reference => ({ id: one.id, title: names.get(one.id) ?? one.title })
  return {
    named: (_field, value) =>
      Array.isArray(value) ? listOf(value).map(called) : isReference(value) ? called(value) : value,
  }
}

async function name(
  connection: Connection,
  reader: Reader,
  object: ResolvedObject,
  wanted: ReadonlyMap<string, string | null>,
  names: Map<string, string>,
) {
  const number = numberOf(object)
  if (number?.column && sightOf(reader, object)?.field(number.name) !== undefined) {
    const rows = await connection.query<{ id: string; number: string | null }>(
      filled(
        sql`select t.id, ${id('t', number.column)} as number from ${id(object.table)} t
          where t.id = any(${[...wanted.keys()]}::uuid[]) and ${shows(reader, object, 't', number.name)}`,
        reader,
      ),
    )
    for (const row of rows) if (row.number !== null) names.set(row.id, row.number)
  }
  const title = object.fields.get(object.title)
  const unnamed = new Map([...wanted].filter(([key]) => !names.has(key)))
  if (!title?.column || unnamed.size === 0) return
  const titles = [...new Set([...unnamed.values()].filter((one) => one !== null))]
  const shared = await connection.query<{ title: string }>(
    filled(
      sql`select ${id('t', title.column)}::text as title from ${id(object.table)} t
        where ${id('t', title.column)}::text = any(${titles}::text[]) and ${shows(reader, object, 't', title.name)}
        group by 1 having count(*) > 1`,
      reader,
    ),
  )
  const clashing = new Set(shared.map((row) => row.title))
  for (const [key, text] of unnamed) if (text === null || clashing.has(text)) names.set(key, key)
}

/** The field by whose number records of the object are called. */
export function numberOf(object: ResolvedObject): ResolvedField | undefined {
  return [...object.fields.values()].find(
    (field) => field.field.type === 'sequenceNumber' && field.column !== null,
  )
}

function listOf(value: unknown): Reference[] {
  return (Array.isArray(value) ? value : [value]).filter(isReference)
}

function isReference(value: unknown): value is Reference {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string'
}
