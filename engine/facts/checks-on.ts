import { id, sql } from '../database/sql.ts'
import type { AboutChange, Told } from '../dealings/impact-source.ts'
import { filled } from '../query/placeholder.ts'
import { labelOf } from '#model'
import { said } from '../said/said.ts'
import { provedOf } from './asked-of.ts'
import { seenNames } from './read-facts.ts'

/** Checks of facts about a record that are planned, of the fields that the actor sees on it. */
export async function checksOn({ door, face, record }: AboutChange): Promise<readonly Told[]> {
  const { model, actor, tx } = door
  const kinds = provedOf(model, face).map(({ kind, field }) => ({ kind, field }))
  if (kinds.length === 0) return []
  const reader = { model, actor, authority: 'actor' } as const
  const rows = await tx.query<{ kind: string; count: number }>(
    filled(
      sql`with r as (select t.id, ${seenNames(model, actor, face)} as seen from ${id(face.table)} t
            where t.id = ${record.id}::uuid)
          select l.kind, count(*)::integer as count
          from r join fact_look l on l.record = r.id and l.due_at is not null
            join fact_watch w on w.kind = l.kind
            join json_to_recordset(${JSON.stringify(kinds)}::json) as k(kind text, field text)
              on k.kind = l.kind and k.field = any(r.seen)
          group by l.kind order by l.kind`,
      reader,
    ),
  )
  const count = rows.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return []
  const examples = provedOf(model, face)
    .filter(({ kind }) => rows.some((row) => row.kind === kind))
    .map((proved) => ({ id: proved.kind, title: labelOf(proved, actor.language) }))
  return [
    {
      ...{ key: 'checks', label: said('Planned checks of facts'), count, examples },
      becomes: said('They go on by their schedule: what is proved stays true or is found out.'),
    },
  ]
}
