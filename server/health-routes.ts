import type { Engine } from '#engine'
import type { FastifyInstance } from 'fastify'

/** Whether the process lives, and whether it can do its work: its database answers. */
export function healthRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await engine.database.ping()
      return { status: 'ready', backups: await backupsOf(engine) }
    } catch {
      // Whatever the reason, the answer is the same: not now.
      return reply.code(503).send({ status: 'databaseAway' })
    }
  })
}

/** Whether backups are as they should be; what is wrong with them is told to administrators. */
async function backupsOf({ backups }: Engine): Promise<'ok' | 'alarm' | 'notSetUp'> {
  const { place, alarms } = await backups.state()
  if (place === null) return 'notSetUp'
  return alarms.length === 0 ? 'ok' : 'alarm'
}
