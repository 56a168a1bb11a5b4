import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { searchColumns } from '../records/write/search-columns.ts'

/**
 * Has the posts with which an installation began found by their names, like those that people make. Where
 * they were put in before this was done, it is done at the next start.
 */
export async function indexPosts(database: Database, model: ResolvedModel): Promise<void> {
  const post = model.objects.get('post')
  const open = sql`p.search_key is null and p.name is not null`
  const posts = await database.query<{ id: string; name: string }>(
    sql`select p.id, p.name from post p where ${open}`,
  )
  if (!post || posts.length === 0) return
  const rows = posts.map(({ id, name }) => ({ id, ...searchColumns(model, post, { name }) }))
  await database.transaction((tx) =>
    tx.query(
      sql`update post p set search_key = v.search_key, search_grams = v.search_grams
          from json_to_recordset(${JSON.stringify(rows)}::json) as v(id uuid, search_key text, search_grams int4[])
          where p.id = v.id and ${open}`,
    ),
  )
}
