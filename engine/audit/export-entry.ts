import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { circumstances } from '../records/write/audit.ts'

/** Who took data out as a file, of which object, and how it was narrowed, for the log. */
export const writeExportEntry = entryOf('export')

/** The same of what was put on paper. */
export const writePrintEntry = entryOf('print')

type WriteEntry = (
  connection: Connection,
  actor: Actor,
  object: string,
  details: Readonly<Record<string, unknown>>,
  record?: string | null,
) => Promise<void>

function entryOf(action: 'export' | 'print'): WriteEntry {
  return async (connection, actor, object, details, record = null) => {
    // Who looks through somebody else's eyes took it themselves.
    const { seenBy } = actor
    const told = seenBy ? { ...details, seenAs: actor.user } : details
    await connection.query(
      sql`insert into audit_entry (change, actor, source, request, object, record, action, after, confirmed)
          values (${newId()}, ${seenBy?.user ?? actor.user}, ${actor.source}, ${actor.request}, ${object}, ${record}::uuid, ${action},
                  ${JSON.stringify(told)}::jsonb, ${circumstances(actor, {})}::text[])`,
      { name: 'export entry' },
    )
  }
}
