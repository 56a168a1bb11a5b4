import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { titleOf } from '../query/json-form.ts'
import { lastTable } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope, rowsOf } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { facesOf as allFaces } from '../schema/faces.ts'
import { decidingValues } from './deciding-values.ts'

/** How the reader sees a record: in which faces, and what it is called. */
export type Look = {
  readonly title: string | null
  readonly faces: readonly ResolvedObject[]
  /** What decides by which words its fields are called. */
  readonly values: Readonly<Record<string, unknown>>
}

export const unseen: Look = { title: null, faces: [], values: {} }

export function facesOf({ model }: Acting, base: ResolvedObject): readonly ResolvedObject[] {
  return allFaces(model, base)
}

/** Entries `e` of records that the reader may read in one of their faces; `isTaken`: and may export. */
export function seenEntries(reader: Acting, isTaken: boolean): Sql {
  if (reader.actor.access.administrator) return raw('true')
  const parts = [...reader.model.objects.values()]
    .filter((object) => !object.isRole && !object.declaration.owned)
    .flatMap((base) => {
      const faces = facesOf(reader, base).filter((face) => sightOf(reader, face))
      if (faces.length === 0) return []
      const seen = join(
        faces.map((face) => sql`(${rowsIn(reader, face, isTaken)})`),
        ' or ',
      )
      return [
        sql`(e.object = ${base.name} and exists (select from ${id(lastTable(base.table))} t
            where t.id = e.record and (${seen})))`,
      ]
    })
  if (parts.length === 0) return raw('false')
  return sql`(e.record is not null and e.action ~ '^(create|update|delete)$|^(become|leave|do):'
    and (${join(parts, ' or ')}))`
}

/** How the reader sees the records of entries, by id; `isTaken`: in the faces in which they may export. */
export async function looksOf(
  database: Connection,
  reader: Acting,
  rows: readonly { readonly object: string; readonly record: string | null }[],
  isTaken: boolean,
): Promise<ReadonlyMap<string, Look>> {
  const looks = new Map<string, Look>()
  for (const [name, own] of Map.groupBy(rows, (row) => row.object)) {
    const base = reader.model.objects.get(name)
    const ids = [...new Set(own.flatMap(({ record }) => record ?? []))]
    if (!base || base.declaration.owned || ids.length === 0) continue
    for (const face of facesOf(reader, base)) {
      if (!sightOf(reader, face)) continue
      for (const row of await recordsIn(database, reader, face, ids, isTaken)) {
        const known = looks.get(row.id) ?? unseen
        const values = { ...row.values, ...known.values }
        looks.set(row.id, { title: known.title ?? row.title, faces: [...known.faces, face], values })
      }
    }
  }
  return looks
}

async function recordsIn(
  database: Connection,
  reader: Acting,
  face: ResolvedObject,
  ids: readonly string[],
  isTaken: boolean,
) {
  const seen = sightOf(reader, face)?.field(face.title) !== undefined
  const scope = recordScope(reader, face, 't')
  const guard = seen ? scope.guard(face.title) : null
  const title = seen ? titleOf(scope) : raw('null::text')
  const piece = sql`select t.id, ${guard ? sql`(case when ${guard} then ${title} end)` : title} as title,
      ${decidingValues(reader, face)} as values
    from ${id(lastTable(face.table))} t where t.id = any(${ids}::uuid[]) and ${rowsIn(reader, face, isTaken)}`
  return database.query<{ id: string; title: string | null; values: Look['values'] }>(
    filled(withPast(reader, piece), reader),
  )
}

/** The rows `t` that the reader may read in a face, or take out as well. */
function rowsIn(reader: Acting, face: ResolvedObject, isTaken: boolean): Sql {
  const readable = readableRows(reader, face, 't')
  const { access } = reader.actor
  if (!isTaken || access.administrator) return readable
  const taken = access.object(face.name)?.rows('export')
  return taken === undefined ? raw('false') : sql`${readable} and ${rowsOf(reader, face, 't', taken)}`
}
