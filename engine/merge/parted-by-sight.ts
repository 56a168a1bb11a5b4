import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { shows } from '../query/shows.ts'
import { storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { facesOf } from '../schema/faces.ts'

type Changed = { readonly record: string; readonly after: Readonly<Record<string, unknown>> | null }

/**
 * Of what a merge changed in records of a base, what the actor sees of it and what they do not: that followed
 * its partner without their right, and follows it back.
 */
export async function partedBySight<C extends Changed>(
  door: Door,
  base: ResolvedObject,
  changes: readonly C[],
): Promise<{ readonly seen: readonly C[]; readonly unseen: readonly C[] }> {
  if (base.declaration.system) return { seen: changes, unseen: [] }
  const records = changes.map(({ record }) => record)
  const hidden = new Set<string>()
  for (const key of new Set(changes.flatMap(({ after }) => Object.keys(after ?? {})))) {
    const shown = facesOf(door.model, base).flatMap((face) =>
      [...face.fields.values()]
        .filter((field) => storedKey(face, field) === key)
        .map((field) => sql`(${filled(shows(door, face, 't', field.name), door)})`),
    )
    if (shown.length === 0) continue
    const rows = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(base.table)} t where t.id = any(${records}::uuid[]) and (${join(shown, ' or ')})`,
    )
    const seen = new Set(rows.map((row) => row.id))
    for (const { record, after } of changes)
      if (after && key in after && !seen.has(record)) hidden.add(record)
  }
  return {
    seen: changes.filter(({ record }) => !hidden.has(record)),
    unseen: changes.filter(({ record }) => hidden.has(record)),
  }
}
