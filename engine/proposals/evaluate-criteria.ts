import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { matching, type Criterion } from './criteria.ts'

/**
 * Looks whom each criterion is about today: one statement finds those that are new, or come back after they
 * were snoozed, another takes away those that it is no longer about. Gives how many are new.
 */
export async function evaluateCriteria(
  database: Database,
  reader: { readonly model: ResolvedModel; readonly actor: Actor },
  criteria: readonly Criterion[],
  today: string,
): Promise<number> {
  let found = 0
  for (const criterion of criteria) {
    const rows = matching(reader, criterion, 't')
    if (!rows) continue
    const { face } = criterion
    found += await database.transaction(
      async (tx) => {
        const added = await tx.query<{ count: string }>(
          sql`with added as (
                insert into proposal (criterion, record, object, found_on)
                select ${criterion.id}::uuid, t.id, ${face.name}, ${today}::date from ${id(face.table)} t
                where ${rows} and not exists (
                  select from proposal p where p.criterion = ${criterion.id}::uuid and p.record = t.id
                    and (p.state = 'open' or (p.state = 'snoozed' and coalesce(p.until, 'infinity') > ${today}::date)))
                on conflict (criterion, record) do update
                  set state = 'open', found_on = excluded.found_on, until = null, reason = null, refused = null
                returning 1)
              select count(*) from added`,
        )
        await tx.query(
          sql`update proposal p set state = 'over' where p.criterion = ${criterion.id}::uuid
                and p.state in ('open', 'snoozed')
                and not exists (select from ${id(face.table)} t where t.id = p.record and ${rows})`,
        )
        return Number(added[0]?.count ?? 0)
      },
      { statementMilliseconds: 0 },
    )
  }
  await database.query(
    sql`delete from proposal p where not exists (select from criterion c where c.id = p.criterion)`,
  )
  return found
}
