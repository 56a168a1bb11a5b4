import { sql } from '../database/sql.ts'
import type { AboutChange, Told } from '../dealings/impact-source.ts'
import { said } from '../said/said.ts'
import { mayOpen } from '../access/may-open.ts'

/** Reviews of whether the record is still kept, told to whoever decides them. */
export async function reviewsOn({ door, face, record }: AboutChange): Promise<readonly Told[]> {
  if (!mayOpen(door.actor, 'personalData')) return []
  const rows = await door.tx.query<{ rule: string; name: string | null }>(
    sql`select r.id as rule, r.name from retention_review v join retention_rule r on r.id = v.rule
        where v.record = ${record.id}::uuid and v.object = ${face.base} and v.state = 'open' order by r.name`,
  )
  if (rows.length === 0) return []
  return [
    {
      ...{ key: 'reviews', label: said('Reviews of how long it is kept'), count: rows.length },
      examples: rows.slice(0, 3).map(({ rule, name }) => ({ id: rule, title: name })),
      becomes: said('They go on waiting for a decision.'),
    },
  ]
}
