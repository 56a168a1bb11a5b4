import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, notFound, Problem, type Actor, type Engine } from '#engine'
import { originOf, texts } from './given-texts.ts'
import { actorOf, refuseForeignOrigin, setSession } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'

type OfUser = { Params: { id: string } }

/** Links with which people set their own password: asked for by mail, or sent with an invitation. */
export function linkRoutes(app: FastifyInstance, engine: Engine): void {
  const { links } = engine.accounts
  app.get('/session/ways', async () => ({
    setUp: !(await engine.accounts.hasUsers()),
    reset: (await engine.mail.state()).state === 'ready',
  }))
  app.post('/password/reset', async (request, reply) => {
    refuseForeignOrigin(engine, request)
    const { email } = texts(request, ['email'])
    await links.askReset(email, request.ip)
    return reply.code(204).send()
  })
  app.post('/links/open', async (request) => {
    refuseForeignOrigin(engine, request)
    const { token } = texts(request, ['token'])
    return links.open(token, request.ip)
  })
  app.post('/links/use', async (request, reply) => {
    refuseForeignOrigin(engine, request)
    const given = texts(request, ['token', 'password'])
    const session = await engine.accounts.enterByLink({ ...given, ...originOf(request) })
    setSession(request, reply, session)
    return reply.code(201).send({ user: session.user, expiresAt: session.expiresAt })
  })
  app.get<OfUser>('/users/:id/invitation', async (request) => {
    await keeper(engine, request)
    return { invitation: await links.invitationOf(request.params.id) }
  })
  app.post<OfUser>('/users/:id/invitation', async (request, reply) => {
    const actor = await keeper(engine, request)
    const { how = 'mail' } = bodyObject(request)
    if (how !== 'mail' && how !== 'link') {
      const message = said('Say how: “mail”, or “link” to hand it over yourself.')
      throw fieldErrors([{ field: 'how', code: 'unknownChoice', message }])
    }
    return reply.code(201).send(await links.invite(actor, request.params.id, how))
  })
}

/** Whoever may see to the ways in of others. A user that is not there is a 404, as any other. */
async function keeper(engine: Engine, request: FastifyRequest<OfUser>): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (!actor.access.page('users')) throw notYours()
  const { id } = request.params
  if (!isId(id)) throw notFound()
  await engine.records.get(actor, 'user', id, { fields: ['id'] })
  // An administrator is invited by administrators only.
  if (!(await engine.records.may(actor, 'user', id, 'change'))) throw notYours()
  return actor
}

function notYours(): Problem {
  return new Problem(403, 'administratorOnly', said('Only an administrator invites others. Ask one.'))
}
