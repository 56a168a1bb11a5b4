import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { Jobs } from '../jobs/jobs.ts'

/** Raised where the same values are searched by other keys than before (records/write/search-columns.ts). */
export const versionOfSearchKeys = 2

/** Says of an installation that begins that its records are searched as this program does. */
export async function beginSearchKeys(database: Connection): Promise<void> {
  await database.query(
    sql`insert into engine_state (key, value) select 'searchKeys', ${JSON.stringify(versionOfSearchKeys)}::jsonb
        where not exists (select from post) on conflict (key) do nothing`,
  )
}

/**
 * Has the records searched as this program searches, where a former version kept other keys of them: jobs go
 * through them, and until these are done a name is found as it was before.
 */
export async function bringSearchKeys(
  {
    database,
    model,
    jobs,
  }: { readonly database: Database; readonly model: ResolvedModel; readonly jobs: Jobs },
  actor: Actor,
): Promise<void> {
  if ((await keptVersion(database)) >= versionOfSearchKeys) return
  await database.transaction(async (tx) => {
    await tx.query(sql`lock table engine_state in share row exclusive mode`)
    // Another process that begins at the same time has done so meanwhile.
    if ((await keptVersion(tx)) >= versionOfSearchKeys) return
    for (const object of model.objects.values()) {
      if (object.isRole || object.declaration.owned || !object.searched) continue
      const [some] = await tx.query(sql`select from ${id(object.table)} limit 1`)
      if (some)
        await jobs.add(tx, 'finish field', searchedAnew(object), { actor, label: object.declaration.plural })
    }
    await tx.query(
      sql`insert into engine_state (key, value) values ('searchKeys', ${JSON.stringify(versionOfSearchKeys)}::jsonb)
          on conflict (key) do update set value = excluded.value`,
    )
  })
}

async function keptVersion(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ value: number }>(
    sql`select value from engine_state where key = 'searchKeys'`,
  )
  return row?.value ?? 1
}

/** Of no field alone: all that is searched of each record is made anew. */
function searchedAnew({ name }: ResolvedObject) {
  return { object: name, field: '', later: [], search: true, after: null, done: 0 }
}
