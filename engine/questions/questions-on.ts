import { id, sql } from '../database/sql.ts'
import type { AboutChange, Told } from '../dealings/impact-source.ts'
import { said } from '../said/said.ts'
import { isKept } from './keepers-of.ts'
import { waitsFor } from './questions-for.ts'

/** Questions about a record that wait for the actor as its keeper; nobody else learns that there are any. */
export async function questionsOn({ door, face, record }: AboutChange): Promise<readonly Told[]> {
  const { model, actor, tx } = door
  const base = model.objects.get(face.base)
  if (!base || !isKept(model, base)) return []
  const [row] = await tx.query<{ count: string }>(
    sql`select count(*) from keeper_question q join keeper_ask a on a.id = q.ask
          join ${id(base.table)} t on t.id = q.record
        where q.state = 'open' and q.object = ${base.name} and q.record = ${record.id}::uuid
          and a.asker <> ${actor.user} and ${waitsFor(model, actor, base)}`,
  )
  const count = Number(row?.count ?? 0)
  if (count === 0) return []
  const label = said('Questions that wait for your answer')
  return [{ key: 'questions', label, count, becomes: said('They go on waiting in your inbox.') }]
}
