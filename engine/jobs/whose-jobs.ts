import type { Actor } from '../access/actor.ts'
import { knownObjects } from '../access/known-objects.ts'
import { isWithinScope, type Scope } from '../access/narrow-access.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { mayOpen } from '../access/may-open.ts'

/** What a job remembers of who began it: by a key of which scope, about records of which objects. */
export type Begun = { readonly scope: Scope | null; readonly about: readonly string[] | null }

/**
 * Jobs that the actor may hear of and stop: their own, or everybody's where the page of the jobs is open to
 * them. What a job tells is told with the rights of today: only where they still know an object that it is
 * about, and to a key only what was begun by one that carries no more than it does.
 */
export function ownJobs(actor: Actor, model: ResolvedModel): Sql {
  const own = mayOpen(actor, 'jobs') ? raw('true') : sql`actor = ${actor.user}`
  return sql`${own} and (about is null or about && ${knownObjects(actor, model)}::text[])
    and ${within(actor.scope, 'objects')} and ${within(actor.scope, 'actions')}`
}

/** The same of one's own job that was read already. */
export function isToldOf(actor: Actor, model: ResolvedModel, { scope, about }: Begun): boolean {
  if (!isWithinScope(scope, actor.scope ?? null)) return false
  return about === null || knownObjects(actor, model).some((name) => about.includes(name))
}

function within(scope: Scope | undefined, part: keyof Scope): Sql {
  const most = scope?.[part] ?? null
  if (most === null) return raw('true')
  // Of a job with no bound of its own this is null or false, either of which leaves it out.
  return sql`(scope -> ${part}) <@ ${JSON.stringify(most)}::jsonb`
}
