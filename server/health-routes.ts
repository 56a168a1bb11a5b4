import type { Engine } from '#engine'
import type { FastifyInstance } from 'fastify'

/** Whether the process lives, and whether it can do its work: its database answers. */
export function healthRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await engine.database.ping()
      return { status: 'ready' }
    } catch {
      // Whatever the reason, the answer is the same: not now.
      return reply.code(503).send({ status: 'databaseAway' })
    }
  })
}
