import type { FastifyRequest } from 'fastify'
import { isId } from '#model'
import { mayOpen, administratorsUser, moreRights, notFound, Problem, type Actor, type Engine } from '#engine'
import { isRead } from './seen-as.ts'
import { actorOf, personsSession } from './session.ts'
import { said } from './said.ts'

/**
 * Whoever may see to how the user of the address comes in. `enters`: they could come in as the user by it, so
 * only where the user has no right that they do not have. How one comes in oneself, no key changes. Throws a
 * 403 for everybody else; a user that is not there is a 404, as any other.
 */
export async function keeperOf(
  engine: Engine,
  request: FastifyRequest<{ Params: { id: string } }>,
  { enters = false }: { readonly enters?: boolean } = {},
): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (!mayOpen(actor, 'users')) throw notYours()
  const { id } = request.params
  if (!isId(id)) throw notFound()
  await engine.records.get(actor, 'user', id, { fields: ['id'] })
  if (id.toLowerCase() === actor.user && !isRead(request)) personsSession(request)
  if (actor.access.administrator || id.toLowerCase() === actor.user) return actor
  // As of this moment: somebody may have become the substitute of an administrator just now.
  const { reaches, holds } = await engine.access.keepingOf(actor)
  if (!reaches.has(id.toLowerCase())) throw administratorsUser()
  if (enters && !holds.has(id.toLowerCase())) throw moreRights()
  return actor
}

/** For everybody who does not see to how others come in. */
export function notYours(): Problem {
  return new Problem(
    403,
    'administratorOnly',
    said('Only an administrator sees to how others come in. Ask one.'),
  )
}
