import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { rowsFor } from '../records/write/row-rights.ts'

/** Who works here today, and who of them may do what: asked once for all that is overdue. */
export type Office = {
  works(user: string): boolean
  readonly administrators: readonly string[]
  /** By record, everybody but administrators who sees it and may do the action with it. */
  whoMay(
    object: ResolvedObject,
    action: string,
    records: readonly string[],
  ): Promise<ReadonlyMap<string, readonly string[]>>
}

/** Reads who works here, each with the rights of today. */
export async function openOffice(access: AccessControl, door: Door): Promise<Office> {
  const users = await door.tx.query<{ id: string }>(sql`select id from "user" where active order by id`)
  const actors: Actor[] = []
  for (const { id: user } of users) {
    const actor = await access.actorFor({ user, source: 'job', request: 'remind overdue' }).catch(gone)
    if (actor) actors.push(actor)
  }
  const working = new Set(users.map((user) => user.id))
  return {
    works: (user) => working.has(user),
    administrators: actors.flatMap(({ user, access: { administrator } }) =>
      administrator && user !== null ? [user] : [],
    ),
    async whoMay(object, action, records) {
      const able = new Map<string, string[]>()
      for (const actor of actors) {
        const own = actor.access.object(object.name)
        if (actor.access.administrator || actor.user === null || own?.rows(action) === undefined) continue
        const theirs: Door = { ...door, actor, authority: 'actor' }
        const rows = await door.tx.query<{ record: string }>(
          sql`select t.id as record from ${id(object.table)} t where t.id = any(${[...records]}::uuid[])
              and ${rowsFor(theirs, object, 'read', 't')} and ${rowsFor(theirs, object, action, 't')}`,
        )
        for (const { record } of rows) able.set(record, [...(able.get(record) ?? []), actor.user])
      }
      return able
    },
  }
}

/**
 * Somebody who was there a moment ago may be gone. All else is not their absence: what is taken up while the
 * database is away would wait for the next period, and they would not hear of it.
 */
export function gone(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null
  throw error
}
