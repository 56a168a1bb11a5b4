import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { healthOf, Problem, words, type Actor, type Engine } from '#engine'
import { isMonitor, type MonitorDoor } from './monitor-door.ts'
import { headAlarmsFor } from './audit-routes.ts'
import { actorOf } from './session.ts'
import { said } from './said.ts'

/**
 * Whether the process lives, and whether it can do its work: its database answers. For machines;
 * anybody hears no more than that, and the monitor of this installation how the backups are.
 */
export function healthRoutes(app: FastifyInstance, engine: Engine, door: MonitorDoor): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (request, reply) => {
    try {
      await engine.database.ping()
      const more = isMonitor(request, door) ? { backups: await backupsOf(engine) } : {}
      return { status: 'ready', ...more }
    } catch {
      // Whatever the reason, the answer is the same: not now.
      return reply.code(503).send({ status: 'databaseAway' })
    }
  })
}

/** How the installation is, for administrators. */
export function healthPage(app: FastifyInstance, engine: Engine): void {
  app.get('/health', async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.administrator)
      throw new Problem(
        403,
        'administratorOnly',
        said('Only an administrator sees how the installation is. Ask one.'),
      )
    const [health, backups, heads] = await Promise.all([
      healthOf(engine),
      backupsFor(engine, actor),
      headAlarmsFor(engine, actor),
    ])
    const { scanner } = health
    const problem = scanner?.problem ? words(scanner.problem, actor.language) : null
    return {
      ...{ version, node: process.version, startedAt },
      ...health,
      scanner: scanner && { ...scanner, problem },
      backups,
      heads,
    }
  })
}

const startedAt = new Date().toISOString()
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

async function backupsFor({ backups }: Engine, actor: Actor) {
  const { place, last, next, alarms } = await backups.state()
  return {
    place,
    last,
    next,
    alarms: alarms.map(({ code, message }) => ({ code, message: words(message, actor.language) })),
  }
}

const patienceMilliseconds = 1_000

/**
 * Whether backups are as they should be; what is wrong with them is told to administrators. Many statements
 * are behind it: where they fail, or take long on a machine with much to do, it is `unknown`, and who asks
 * whether we are ready does not wait for it.
 */
function backupsOf({ backups }: Engine): Promise<'ok' | 'alarm' | 'notSetUp' | 'unknown'> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => resolve('unknown'), patienceMilliseconds)
    const known = async () => {
      const { place, alarms } = await backups.state()
      if (place === null) return 'notSetUp'
      return alarms.length === 0 ? 'ok' : 'alarm'
    }
    void known()
      .catch(() => 'unknown' as const)
      .then(resolve)
      .finally(() => clearTimeout(patience))
  })
}
