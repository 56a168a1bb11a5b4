import type { FastifyInstance } from 'fastify'
import { dayAt } from '#model'
import { Problem, unusedRights, type Engine } from '#engine'
import { integerParam } from './query-params.ts'
import { said } from './said.ts'
import { actorOf } from './session.ts'

const usualDays = 90

/**
 * Rights that nobody used for long. They are taken away, or confirmed (`confirmedOn` of a grant), where they
 * are kept: grants, posts of users, shared records, keys.
 */
export function reviewRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/rights-review', async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.administrator)
      throw new Problem(
        403,
        'administratorOnly',
        said('Of the rights of others only an administrator may ask.'),
      )
    const days = integerParam(request.query as Record<string, unknown>, 'days', 1, 3650) ?? usualDays
    const { timeZone } = await engine.settings.group()
    await engine.rightUse.flush()
    return { items: await unusedRights(engine.database, dayAt(Date.now(), timeZone), days) }
  })
}
