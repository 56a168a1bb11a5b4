import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { describeModel, type Engine } from '#engine'
import { actorOf } from './session.ts'

/** The whole model as one may know it, in one's language: what the web app draws its screens from. */
export function modelRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/model', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const model = engine.model()
    // A key with rights of its own says them at the end of what tells rights apart.
    const rights = createHash('sha256').update(actor.access.key).digest('base64url')
    const tag = `W/"${model.version}-${actor.language}-${rights}"`
    void reply.header('etag', tag)
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return describeModel(model, actor, engine.actions)
  })
}
