import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Who took data out, of which object, and how it was narrowed, for the log. */
export async function writeExportEntry(
  connection: Connection,
  actor: Actor,
  object: string,
  details: Readonly<Record<string, unknown>>,
  record: string | null = null,
): Promise<void> {
  await connection.query(
    sql`insert into audit_entry (change, actor, source, request, object, record, action, after)
        values (${newId()}, ${actor.user}, ${actor.source}, ${actor.request}, ${object}, ${record}::uuid, 'export',
                ${JSON.stringify(details)}::jsonb)`,
    { name: 'export entry' },
  )
}
