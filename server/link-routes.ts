import type { FastifyInstance } from 'fastify'
import { fieldErrors, type Engine } from '#engine'
import { originOf, texts } from './given-texts.ts'
import { keeperOf } from './keeper-of.ts'
import { letIn, refuseForeignOrigin, refuseUnproved, wholeOffice } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'
import { siteOf } from './site.ts'

type OfUser = { Params: { id: string } }

const nobody = { config: { once: 'nobody' } } as const

/** Links with which people set their own password: asked for by mail, or sent with an invitation. */
export function linkRoutes(app: FastifyInstance, engine: Engine): void {
  const { links } = engine.accounts
  app.get('/session/ways', async (request) => {
    await engine.accounts.limit({ what: 'ways', address: request.ip, most: wholeOffice })
    return {
      setUp: !(await engine.accounts.hasUsers()),
      reset: (await engine.mail.state()).state === 'ready',
      providers: await engine.accounts.openId.buttons(),
    }
  })
  app.post('/password/reset', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    const { email } = texts(request, ['email'])
    await links.askReset(email, request.ip)
    return reply.code(204).send()
  })
  app.post('/links/open', nobody, async (request) => {
    refuseForeignOrigin(engine, request)
    const { token } = texts(request, ['token'])
    return links.open(token, request.ip)
  })
  app.post('/links/use', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    const given = texts(request, ['token', 'password'])
    const from = { ...originOf(engine, request), site: siteOf(engine, request) }
    return letIn(engine, request, reply, await engine.accounts.enterByLink({ ...given, ...from }))
  })
  app.get<OfUser>('/users/:id/invitation', async (request) => {
    await keeperOf(engine, request)
    return { invitation: await links.invitationOf(request.params.id) }
  })
  app.post<OfUser>('/users/:id/invitation', { config: { once: 'secret' } }, async (request, reply) => {
    // A link that is handed over opens for whoever has it; a mail goes to the user alone.
    const enters = bodyObject(request)['how'] === 'link'
    const actor = await keeperOf(engine, request, { enters })
    const { how = 'mail' } = bodyObject(request)
    if (how !== 'mail' && how !== 'link') {
      const message = said('Say how: “mail”, or “link” to hand it over yourself.')
      throw fieldErrors([{ field: 'how', code: 'unknownChoice', message }])
    }
    if (how === 'link') refuseUnproved(request)
    return reply.code(201).send(await links.invite(actor, request.params.id, how))
  })
}
