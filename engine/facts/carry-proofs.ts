import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { facesOf } from '../schema/faces.ts'
import { provedOf } from './asked-of.ts'
import { askedNow } from './write-facts.ts'

/**
 * What was proved of a record that went into another is proved of the one that stays, wherever that says the
 * same: its number, an address that both had, a line that came along. What is proved of the one that stays
 * is left as it is. The facts themselves must be those of the one that stays already.
 */
export async function carryProofs(
  { tx, model }: Pick<Door, 'tx' | 'model'>,
  base: ResolvedObject,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  for (const object of facesOf(model, base)) {
    for (const proved of provedOf(model, object)) {
      const now = await askedNow(tx, model, { object, proved }, [to])
      const rows = [...now].map(([line, asked]) => ({ line, asked }))
      if (rows.length === 0) continue
      await tx.query(
        sql`insert into fact_look as l (kind, record, line, fact, asked, due_at)
            select distinct on (v.line) ${proved.kind}, ${to}::uuid, v.line, o.fact, o.asked, o.due_at
            from json_to_recordset(${JSON.stringify(rows)}::json) as v(line uuid, asked jsonb)
            join fact_look o on o.kind = ${proved.kind} and o.record = ${from}::uuid and o.asked = v.asked
              and o.fact is not null and not o.outdated
            order by v.line, o.line
            on conflict (kind, line) do update
              set fact = excluded.fact, asked = excluded.asked, due_at = excluded.due_at, outdated = false,
                forced = false, attempts = 0, failure = null
              where l.fact is null or l.outdated`,
      )
    }
  }
}
