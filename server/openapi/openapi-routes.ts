import type { FastifyInstance } from 'fastify'
import { Problem, type Actor, type Engine } from '#engine'
import { actorOf } from '../session.ts'
import { openapi } from './openapi.ts'

/**
 * The description of the API: of what is built in to everybody, else cut to one's rights with what was
 * added.
 */
export function openapiRoutes(app: FastifyInstance, engine: Engine): void {
  const known = new Map<string, string>()
  const described = (actor: Actor, isPublic: boolean): string => {
    const key = `${isPublic} ${engine.model().version} ${actor.access.key}`
    const found = known.get(key) ?? JSON.stringify(openapi(engine, actor, isPublic))
    // Each change of the model makes all older ones useless, and posts are few.
    if (known.size > 50) known.clear()
    known.set(key, found)
    return found
  }
  app.get('/openapi.json', async (request, reply) => {
    const actor = await actorOf(engine, request).catch(nobody)
    if (!actor) await engine.accounts.limit({ what: 'described', address: request.ip })
    const text = actor ? described(actor, false) : described(await engine.access.systemActor('openapi'), true)
    return reply.type('application/json; charset=utf-8').send(text)
  })
}

function nobody(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null
  throw error
}
