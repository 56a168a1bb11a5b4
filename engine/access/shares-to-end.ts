import { id, sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { rowsFor } from '../records/write/row-rights.ts'

/**
 * Of shares those whose record the actor may share today, and so may close to others again: nobody needs a
 * right to shares themselves for it.
 */
export async function sharesToEnd(door: Door, shares: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await door.tx.query<{ id: string; object: string; record: string }>(
    sql`select id, object, record from record_share where id = any(${shares}::uuid[])`,
  )
  const theirs = new Set<string>()
  for (const { id: share, object, record } of rows) {
    const face = door.model.objects.get(object)
    if (!face) continue
    const [found] = await door.tx.query<{ may: boolean }>(
      sql`select (${rowsFor(door, face, 'read', 't')} and ${rowsFor(door, face, 'change', 't')}
            and ${rowsFor(door, face, 'share', 't')}) is true as may
          from ${id(face.table)} t where t.id = ${record}::uuid`,
    )
    if (found?.may) theirs.add(share)
  }
  return theirs
}
