import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { mayDecide, type Criterion } from './criteria.ts'

type Parts = { readonly access: AccessControl; readonly model: () => ResolvedModel }

/**
 * As whom a criterion acts by itself: as who switched it on, with their rights of this moment. Where they are
 * not there any more, may not do it, or keep no criteria any more, it has stopped, and why.
 */
export async function actsAs(
  { access, model }: Parts,
  { by, ...criterion }: Criterion,
): Promise<{ readonly who: Actor } | { readonly why: Said }> {
  const who =
    by === null ? null : await access.actorFor({ user: by, source: 'job', request: criterion.id }).catch(gone)
  if (!who) return { why: said('Whoever switched on that it acts by itself does not work here any more.') }
  if (who.access.page('criteria') && mayDecide({ model: model(), actor: who }, { by, ...criterion }))
    return { who }
  return { why: said('Whoever switched on that it acts by itself may not do this any more.') }
}

/** Why those stopped that were switched to act by themselves, by criterion. */
export async function stoppedAmong(
  parts: Parts,
  criteria: readonly Criterion[],
): Promise<ReadonlyMap<string, Said>> {
  const stopped = new Map<string, Said>()
  for (const criterion of criteria.filter(({ automatic }) => automatic)) {
    const acting = await actsAs(parts, criterion)
    if ('why' in acting) stopped.set(criterion.id, acting.why)
  }
  return stopped
}

function gone(error: unknown): null {
  if (error instanceof Problem && error.status < 500) return null
  throw error
}
