import type { FastifyInstance } from 'fastify'
import { Problem, type Engine } from '#engine'
import { actorOf } from './session.ts'
import { said } from './said.ts'

/** Far more than one person looks at, and few enough that one person's program leaves room for all. */
const mostAtOnce = 16

const heavy = new Set(
  [
    ...['GET /:objects', 'GET /:objects/summary', 'GET /:objects/export', 'POST /:objects/similar'],
    ...['GET /:objects/:id/history/export', 'GET /search'],
  ].map((route) => route.replace(' /', ' /api/v1/')),
)

/**
 * Whoever is signed in may ask as often as they like, but not for everything at once: of what the database
 * may work on for long, so much runs for one user at a time in each process, and more is a 429.
 */
export function heavyWork(app: FastifyInstance, engine: Engine): void {
  const running = new Map<string, number>()
  app.addHook('preHandler', async (request, reply) => {
    if (!heavy.has(`${request.method} ${request.routeOptions.url}`)) return
    const { user } = await actorOf(engine, request)
    const count = running.get(user) ?? 0
    if (count >= mostAtOnce) throw tooMuch()
    running.set(user, count + 1)
    // Also where whoever asked went away.
    reply.raw.once('close', () => {
      const left = (running.get(user) ?? 1) - 1
      if (left > 0) running.set(user, left)
      else running.delete(user)
    })
  })
}

function tooMuch(): Problem {
  const message = said('You ask for {most} things at once already. Wait until one of them is there.', {
    most: mostAtOnce,
  })
  return new Problem(429, 'tooMuchAtOnce', message, { retryAfterSeconds: 2 })
}
