import { isId, newId } from '#model'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import type { CatalogChange } from './catalog-change.ts'
import type { ResolvedModel } from './resolved-model.ts'
import { said } from '../said/said.ts'

/** Who of a post's holders may see, and change, a field that is being added; or do what with a new object. */
export type PostGrant = {
  readonly post: string
  readonly see: boolean
  readonly change: boolean
  readonly actions: readonly string[]
}

const allActions = ['read', 'create', 'change', 'delete', 'export', 'import', 'print']

/** Reads `grants: [{ post, see?, change?, actions? }]`, a post by its id or key. Throws a 422. */
export async function readGrants(tx: Transaction, given: unknown): Promise<readonly PostGrant[]> {
  if (given === undefined || given === null) return []
  if (!Array.isArray(given) || given.length > 100) throw faulty()
  const posts = await tx.query<{ id: string; key: string | null }>(sql`select id, key from post`)
  return given.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) throw faulty()
    const { post, see, change, actions } = one as Record<string, unknown>
    const found = posts.find(({ id, key }) => (isId(post) ? id === post : key !== null && key === post))
    const isList =
      Array.isArray(actions) && actions.every((action) => typeof action === 'string' && action.length <= 60)
    if (!found || (actions !== undefined && !isList)) throw faulty()
    return {
      post: found.id,
      see: see !== false,
      change: change === true,
      actions: isList ? actions : allActions,
    }
  })
}

/** Opens a new field to posts, in the rights that they have on the object and on its roles already. */
export async function grantField(
  { tx, actor }: CatalogChange,
  model: ResolvedModel,
  object: string,
  field: string,
  grants: readonly PostGrant[],
): Promise<void> {
  const found = model.objects.get(object)
  const objects = [object, ...(found && !found.isRole ? found.roles : [])]
  for (const { post, see, change } of grants) {
    await tx.query(
      sql`update "grant" set updated_at = now(), updated_by = ${actor.user}, version = version + 1,
            see = case when ${see} and 'read' = any(actions) then array_append(array_remove(see, ${field}), ${field}) else see end,
            change = case when ${change} and actions && '{create,change}' then array_append(array_remove(change, ${field}), ${field})
                          else change end
          where post = ${post} and object = any(${objects})`,
    )
  }
}

/** Opens a new object to posts, with all its fields, those to come included. */
export async function grantObject(
  { tx, actor }: CatalogChange,
  object: string,
  grants: readonly PostGrant[],
): Promise<void> {
  for (const { post, change, actions } of grants) {
    await tx.query(
      sql`insert into "grant" (id, post, object, actions, see, change, created_by, updated_by)
          values (${newId()}, ${post}, ${object}, ${[...actions]}, '{all}', ${change ? ['all'] : null}::text[],
                  ${actor.user}, ${actor.user})`,
    )
  }
}

function faulty() {
  const message = said('Give grants as a list of { post, see, change }, each post by its id or key.')
  return fieldErrors([{ field: 'grants', code: 'grants', message }])
}
