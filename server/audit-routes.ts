import type { FastifyInstance } from 'fastify'
import { Problem, type Engine } from '#engine'
import { said } from './said.ts'
import { actorOf } from './session.ts'

/** How far the log is sealed, for administrators: what to write down outside, and to compare later. */
export function auditRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/audit/chain', async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.page('audit')) {
      throw new Problem(
        403,
        'administratorOnly',
        said('How far the log is sealed only an administrator may see. Ask one.'),
      )
    }
    return engine.chain.state()
  })
}
