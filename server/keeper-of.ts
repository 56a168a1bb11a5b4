import type { FastifyRequest } from 'fastify'
import { isId } from '#model'
import { notFound, Problem, type Actor, type Engine } from '#engine'
import { actorOf } from './session.ts'
import { said } from './said.ts'

/**
 * Whoever may see to how the user of the address comes in. Throws a 403 for everybody else; a user that is
 * not there is a 404, as any other.
 */
export async function keeperOf(
  engine: Engine,
  request: FastifyRequest<{ Params: { id: string } }>,
): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (!actor.access.page('users')) throw notYours()
  const { id } = request.params
  if (!isId(id)) throw notFound()
  await engine.records.get(actor, 'user', id, { fields: ['id'] })
  // Of an administrator only administrators do.
  if (!(await engine.records.may(actor, 'user', id, 'change'))) throw notYours()
  return actor
}

function notYours(): Problem {
  return new Problem(
    403,
    'administratorOnly',
    said('Only an administrator sees to how others come in. Ask one.'),
  )
}
