import type { FastifyInstance } from 'fastify'
import { isId } from '#model'
import { notFound, Problem, type Engine } from '#engine'
import { actorOf, refuseUnproved } from './session.ts'
import { texts } from './given-texts.ts'
import { said } from './said.ts'

/** What administrators set for people: a password for somebody who has none or has forgotten it. */
export function personRoutes(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { id: string } }>('/users/:id/password', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const { id } = request.params
    if (!actor.access.page('users')) throw notYours()
    if (!isId(id)) throw notFound()
    // Throws a 404 where there is no such user. An administrator's is set by administrators only.
    await engine.records.get(actor, 'user', id, { fields: ['id'] })
    if (!(await engine.records.may(actor, 'user', id, 'change'))) throw notYours()
    const { password } = texts(request, ['password'])
    refuseUnproved(request)
    await engine.accounts.setPassword({ user: id, password, by: actor.user, source: actor.source })
    return reply.code(204).send()
  })
}

function notYours(): Problem {
  return new Problem(
    403,
    'administratorOnly',
    said('Only an administrator sets the passwords of others. Ask one.'),
  )
}
