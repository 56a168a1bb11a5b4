import type { FastifyInstance } from 'fastify'
import type { Actor, Engine } from '#engine'
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
    const { user: by, source, address } = actor
    await engine.accounts.setPassword({ user: id, password, by, source, address })
    return reply.code(204).send()
  })
  app.get('/keeping', async (request) => {
    const actor = await actorOf(engine, request)
    if (actor.access.administrator) return { ...nobody, everything: true, page: true }
    if (actor.access.object('user')?.rows('change') === undefined) return { everything: false, ...nobody }
    const { reaches, holds, gives, posts, companies } = await engine.access.keepingOf(actor)
    const seen = (object: string, all: ReadonlySet<string>) => seenOf(engine, actor, object, all)
    const known = new Set(await seen('user', reaches))
    return {
      everything: false,
      page: actor.access.page('users'),
      reaches: [...known],
      holds: [...holds.intersection(known)],
      gives: [...gives.intersection(known)],
      posts: await seen('post', posts),
      companies: companies && (await seen('company', companies)),
    }
  })
}

const mostAtOnce = 500

/** Of these records those that the actor may read: what they may do with others is not told either. */
async function seenOf(
  engine: Engine,
  actor: Actor,
  object: string,
  all: ReadonlySet<string>,
): Promise<string[]> {
  if (actor.access.object(object)?.rows('read') === undefined) return []
  const ids = [...all]
  const seen: string[] = []
  for (let at = 0; at < ids.length; at += mostAtOnce) {
    const where = { id: { in: ids.slice(at, at + mostAtOnce) } }
    const found = await engine.records.list(actor, object, { where, fields: ['id'], limit: mostAtOnce })
    const { items } = JSON.parse(found) as { items: { id: string }[] }
    seen.push(...items.map(({ id }) => id))
  }
  return seen
}

const nobody = { page: false, reaches: [], holds: [], gives: [], posts: [], companies: null } as const
