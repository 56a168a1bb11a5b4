import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { isLook } from '../../audit/is-look.ts'
import { sql } from '../../database/sql.ts'
import type { Door } from './door.ts'

/**
 * Of records that get a role by an undo, those of which it takes back that its own user ended that role,
 * where nothing else was done to them since: they stand again as that user had them, not as others left them.
 */
export async function slipsOf(
  { tx, actor, authority, restores, options }: Door,
  role: ResolvedObject,
  records: readonly string[],
): Promise<ReadonlySet<string>> {
  const isAsked = restores === true && authority === 'actor' && !actor.access.administrator
  if (!isAsked || records.length === 0 || options.change === undefined) return new Set()
  const rows = await tx.query<{ record: string }>(
    sql`select one.record from unnest(${records}::uuid[]) as one(record)
        cross join lateral (
          select change, action, actor from audit_entry e
          where e.record = one.record and e.change <> ${options.change}::uuid and not ${isLook('e')}
          order by e.id desc limit 1
        ) last join change c on c.id = ${options.change}::uuid and c.undoes = last.change
        where last.action = ${`leave:${role.name}`} and last.actor = ${actor.user}::uuid`,
  )
  return new Set(rows.map(({ record }) => record))
}
