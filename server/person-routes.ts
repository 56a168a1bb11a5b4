import type { FastifyInstance } from 'fastify'
import type { Engine } from '#engine'
import { texts } from './given-texts.ts'
import { keeperOf } from './keeper-of.ts'
import { actorOf, refuseUnproved } from './session.ts'

/** What those who keep the users do for them: a password for somebody who has none or has forgotten it. */
export function personRoutes(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { id: string } }>('/users/:id/password', async (request, reply) => {
    // Whoever knows the password of another is let in as them.
    const actor = await keeperOf(engine, request, { enters: true })
    const { id } = request.params
    const { password } = texts(request, ['password'])
    refuseUnproved(request)
    await engine.accounts.setPassword({ user: id, password, by: actor.user, source: actor.source })
    return reply.code(204).send()
  })
  app.get('/keeping', async (request) => {
    const actor = await actorOf(engine, request)
    if (actor.access.administrator) return { ...nobody, everything: true, page: true }
    if (actor.access.object('user')?.rows('change') === undefined) return { everything: false, ...nobody }
    const { reaches, holds, gives, posts, companies } = await engine.access.keepingOf(actor)
    return {
      everything: false,
      page: actor.access.page('users'),
      reaches: [...reaches],
      holds: [...holds],
      gives: [...gives],
      posts: [...posts],
      companies: companies && [...companies],
    }
  })
}

const nobody = { page: false, reaches: [], holds: [], gives: [], posts: [], companies: null } as const
