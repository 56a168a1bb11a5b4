import type { Door } from '../records/write/door.ts'
import { loadKeeping, type Keeping } from './keeping.ts'
import { loadStanding } from './standing.ts'

/** Whom the actor may keep by what they give, and by what only ends; null: they may do everything. */
export type KeepingNow = { readonly gives: Keeping | null; readonly ends: Keeping | null }

/**
 * Whom the actor may keep as of this moment. A key with rights of its own gives nobody anything, whosever it
 * is: what it gave would be rights of its user that it does not carry. What only ends it may as its user may.
 */
export async function keepingNow({ actor, authority, tx, model, today }: Door): Promise<KeepingNow> {
  if (authority === 'action' || actor.access.administrator) return { gives: null, ends: null }
  // An undo that goes on has the rights of each moment, which may be more than those that it began with.
  const isAll = (await loadStanding(tx, model, actor.user, today))?.administrator === true
  if (isAll && !actor.scope) return { gives: null, ends: null }
  const own = await loadKeeping(tx, model, actor.user, today)
  return { gives: actor.scope ? withoutGiving(own) : own, ends: isAll ? null : own }
}

function withoutGiving(keeping: Keeping): Keeping {
  const nobody: ReadonlySet<string> = new Set()
  const never = () => false
  return {
    ...keeping,
    ...{ holds: nobody, gives: nobody, posts: nobody, covers: never, within: never },
    lasts: { given: never, within: never },
  }
}
