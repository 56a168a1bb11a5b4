import type { Door } from '../records/write/door.ts'
import { loadKeeping, type Keeping } from './keeping.ts'
import { loadStanding } from './standing.ts'

/**
 * Whom the actor may keep as of this moment, or null for who may do everything. A key with rights of its own
 * gives nobody anything, whosever it is: what it gave would be rights of its user that it does not carry.
 */
export async function keepingNow({ actor, authority, tx, model, today }: Door): Promise<Keeping | null> {
  if (authority === 'action' || actor.access.administrator) return null
  if (actor.scope) return withoutGiving(await loadKeeping(tx, model, actor.user, today))
  // An undo that goes on has the rights of each moment, which may be more than those that it began with.
  if ((await loadStanding(tx, model, actor.user, today))?.administrator) return null
  return loadKeeping(tx, model, actor.user, today)
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
