import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import { said } from '../said/said.ts'

const isOver = raw(`('done', 'undoing', 'undone')`)

/**
 * Leaves out rows of imports that are not over and have not written them, and says so on them. What somebody
 * had mended there is gone, and the file still says what they mended: so every cell counts as empty, and a
 * row that is taken again after all is refused until somebody has written it anew.
 */
export async function leaveOutRows(
  tx: Connection,
  actor: Actor,
  rows: readonly { readonly import: string; readonly row: string }[],
): Promise<void> {
  const why = said('A person in this row was erased, so it is left out. Write its cells anew to import it.')
  const open = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) h(import uuid, row bigint)
    join import i on i.id = h.import and i.state not in ${isOver}
    join import_row w on w.import = h.import and w.row = h.row and w.record is null`
  await tx.query(sql`delete from import_problem p using ${open} where p.import = h.import and p.row = h.row`)
  const left = await tx.query<{ import: string; row: string }>(
    sql`update import_row r set skip = true, mended = (select coalesce(jsonb_object_agg(n::text, ''), '{}')
          from generate_series(0, jsonb_array_length(r.cells) - 1) n)
        from ${open} where r.import = h.import and r.row = h.row returning r.import, r.row`,
  )
  await tx.query(
    sql`insert into import_problem (import, row, place, code, level, message)
        select l.import, l.row, 0, 'erased', 'error', ${why.in(actor.language)}
        from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) l(import uuid, row bigint)`,
  )
}
