import { isId, newId } from '#model'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { writeAudit, type AuditEntry } from '../records/write/audit.ts'
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
  const entries: AuditEntry[] = []
  for (const { post, see, change } of grants) {
    const opened = await tx.query<Pick<AuditEntry, 'record' | 'before' | 'after'>>(
      sql`with held as (select id, see, change from "grant" where post = ${post} and object = any(${objects})
            order by id for update),
          opened as (
            select h.*, case when ${see} and 'read' = any(g.actions)
                then array_append(array_remove(h.see, ${field}), ${field}) else h.see end as more_see,
              case when ${change} and g.actions && '{create,change}'
                then array_append(array_remove(h.change, ${field}), ${field}) else h.change end as more_change
            from held h join "grant" g on g.id = h.id)
          update "grant" g set updated_at = now(), updated_by = ${actor.user}, version = version + 1,
            see = o.more_see, change = o.more_change
          from opened o where g.id = o.id and (o.see, o.change) is distinct from (o.more_see, o.more_change)
          returning g.id as record, jsonb_build_object('see', o.see, 'change', o.change) as before,
            jsonb_build_object('see', g.see, 'change', g.change) as after`,
    )
    for (const one of opened) entries.push({ object: 'grant', action: 'update', ...one })
  }
  await writeAudit({ tx, actor, options: {} }, newId(), entries)
}

/** Opens a new object to posts, with all its fields, those to come included. */
export async function grantObject(
  { tx, actor }: CatalogChange,
  object: string,
  grants: readonly PostGrant[],
): Promise<void> {
  const entries = grants.map(({ post, change, actions }): AuditEntry => {
    const held = { post, object, actions: [...actions], see: ['all'], ...(change ? { change: ['all'] } : {}) }
    return { object: 'grant', record: newId(), action: 'create', before: null, after: held }
  })
  for (const { record, after } of entries) {
    await tx.query(
      sql`insert into "grant" (id, post, object, actions, see, change, created_by, updated_by)
          select ${record}::uuid, g.post, g.object, g.actions, g.see, g.change, ${actor.user}::uuid, ${actor.user}::uuid
          from jsonb_to_record(${JSON.stringify(after)}::jsonb)
            as g(post uuid, object text, actions text[], see text[], change text[])`,
    )
  }
  await writeAudit({ tx, actor, options: {} }, newId(), entries)
}

function faulty() {
  const message = said('Give grants as a list of { post, see, change }, each post by its id or key.')
  return fieldErrors([{ field: 'grants', code: 'grants', message }])
}
