import type { FastifyInstance } from 'fastify'
import { isId } from '#model'
import { notFound, type Engine } from '#engine'
import { choiceParam } from './query-params.ts'
import { actorOf } from './session.ts'

/** One's own jobs: how far they are, what came of them, and how to stop and start them. */
export function jobRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/jobs', async (request) => {
    const actor = await actorOf(engine, request)
    const only = choiceParam(request.query as Record<string, unknown>, 'only', [
      'underWay',
      'failed',
    ] as const)
    return { items: await engine.jobs.list(actor, 100, only) }
  })
  app.get<{ Params: { id: string } }>('/jobs/:id', async (request) => {
    const actor = await actorOf(engine, request)
    return engine.jobs.get(actor, jobId(request.params.id))
  })
  app.post<{ Params: { id: string } }>('/jobs/:id/cancel', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    return engine.jobs.cancel(actor, jobId(request.params.id))
  })
  app.post<{ Params: { id: string } }>('/jobs/:id/again', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    return engine.jobs.again(actor, jobId(request.params.id))
  })
}

function jobId(id: string): string {
  if (!isId(id.toLowerCase())) throw notFound()
  return id.toLowerCase()
}
