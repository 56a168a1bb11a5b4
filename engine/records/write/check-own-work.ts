import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { sql } from '../../database/sql.ts'
import { said } from '../../said/said.ts'
import { isChanged, valueOf } from './check-kept-users.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'

/** What stops at half way as soon as whoever began it may not work any more. */
const stopping = ['bulk', 'merge', 'undo', 'run import', 'do what is proposed']

/**
 * Whoever deactivates themselves takes the rights away by which their own work goes on, such as the handing
 * over of what is theirs: it has to be done first. Others end it knowingly.
 */
export async function checkOwnWork(
  { actor, tx }: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const isAsked = object.name === 'user' && actor.source !== 'job' && actor.source !== 'import'
  const own = isAsked ? drafts.find((draft) => draft.kind === 'update' && draft.id === actor.user) : undefined
  if (!own || !isChanged(object, own, 'active') || valueOf(object, own, 'active') === true) return
  const [open] = await tx.query<{ label: string }>(
    sql`select coalesce(nullif(label, ''), name) as label from job
        where actor = ${actor.user} and state in ('waiting', 'running') and name = any(${stopping}::text[]) order by created_at limit 1`,
  )
  if (!open) return
  const message = said(
    'What you began is still under way: {what}. Wait until it is done, or stop it under Jobs, then deactivate yourself.',
    { what: open.label },
  )
  own.errors.push({ field: 'active', code: 'ownWork', message })
}
