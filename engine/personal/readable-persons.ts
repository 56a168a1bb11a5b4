import type { Actor } from '../access/actor.ts'
import { deletionOf } from '../audit/deleted-records.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { actingReader, type Acting } from '../records/read/list-conditions.ts'
import type { Person } from './people.ts'

/**
 * Of these people those whom the actor may read, as a record of any role or in the bin: others are not there
 * for them, also with the right to erase.
 */
export async function readablePersons(
  connection: Connection,
  { model, actor }: { readonly model: ResolvedModel; readonly actor: Actor },
  persons: readonly Person[],
): Promise<Person[]> {
  const { reads: _unheard, ...quiet } = actor
  const reader = actingReader(model, quiet)
  const readable = new Set<string>()
  for (const some of Map.groupBy(persons, ({ base }) => base.name).values()) {
    const base = some[0]!.base
    if (sightOf(reader, base)?.rows === true) for (const { record } of some) readable.add(record.id)
    const left = some.filter(({ record }) => !readable.has(record.id))
    const faces = [base, ...base.roles.flatMap((name) => model.objects.get(name) ?? [])]
    const seen = faces.filter((face) => sightOf(reader, face))
    if (left.length === 0 || seen.length === 0) continue
    const ids = left.map(({ record }) => record.id)
    for (const one of await readableAmong(connection, reader, seen, ids)) readable.add(one)
    for (const { record } of left.filter(({ isGone }) => isGone))
      if (await isInBin(connection, reader, seen, record.id)) readable.add(record.id)
  }
  return persons.filter(({ record }) => readable.has(record.id))
}

/** Of these records those that may be read as any of these faces, which share a table. */
export async function readableAmong(
  connection: Connection,
  reader: Acting,
  faces: readonly ResolvedObject[],
  ids: readonly string[],
): Promise<string[]> {
  if (faces.length === 0 || ids.length === 0) return []
  const any = join(
    faces.map((face) => sql`(${readableRows(reader, face, 't')})`),
    ' or ',
  )
  const rows = await connection.query<{ id: string }>(
    filled(
      sql`select t.id from ${id(faces[0]!.table)} t where t.id = any(${ids}::uuid[]) and (${any})`,
      reader,
    ),
  )
  return rows.map((row) => row.id)
}

async function isInBin(
  connection: Connection,
  reader: Acting,
  faces: readonly ResolvedObject[],
  record: string,
): Promise<boolean> {
  for (const face of faces) {
    try {
      await deletionOf(connection, reader, face, record)
      return true
    } catch (error) {
      // Not as this one; perhaps as another.
      if (!(error instanceof Problem) || error.status !== 404) throw error
    }
  }
  return false
}
