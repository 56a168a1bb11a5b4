import { newId } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { decidePairs } from '../duplicates/decide-pairs.ts'
import type { Door } from '../records/write/door.ts'

/**
 * What was decided of a record that went into another holds for the one that stays: of whom it was told
 * apart, that one is told apart too, by the same person, at the same time and for the same reasons; so are
 * rows of files that were no repeat of it. `forgetMoves` takes it back.
 */
export async function carryDecisions(
  { tx, actor }: Pick<Door, 'tx' | 'actor'>,
  base: ResolvedObject,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await decidePairs(tx, base.name, actor.user, [
    { records: [to, from], state: 'merged', score: 1, evidence: [] },
  ])
  const apart = await tx.query<{ pair: string; other: string }>(
    sql`select d.id as pair, case when d.one = ${from}::uuid then d.other else d.one end as other
        from duplicate_pair d
        where d.state = 'different' and ${from}::uuid in (d.one, d.other) and ${to}::uuid not in (d.one, d.other)`,
  )
  const rows = apart.map((row) => ({ ...row, id: newId() }))
  await tx.query(
    sql`insert into duplicate_pair as p
          (id, object, one, other, score, evidence, state, decided_by, decided_at, carried)
        select v.id, d.object, least(v.other, ${to}::uuid), greatest(v.other, ${to}::uuid), d.score, d.evidence,
          d.state, d.decided_by, d.decided_at, ${from}::uuid
        from json_to_recordset(${JSON.stringify(rows)}::json) as v(id uuid, pair uuid, other uuid)
        join duplicate_pair d on d.id = v.pair
        on conflict (one, other) do update
          set state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at,
            carried = excluded.carried
          where p.state = 'open'`,
  )
  await tx.query(
    sql`insert into import_told_apart (object, form, record)
        select object, form, ${to}::uuid from import_told_apart where record = ${from}::uuid
        on conflict do nothing`,
  )
}
