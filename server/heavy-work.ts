import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type Engine } from '#engine'
import { actorOf } from './session.ts'
import { said } from './said.ts'

/** Far more than one person looks at, and few enough that one person's program leaves room for all. */
const mostAtOnce = 16
/** As many as a program opens connections; who asks for more than that is told to wait. */
const mostWaiting = 240

const heavy = new Set(
  [
    ...['GET /:objects', 'GET /:objects/summary', 'GET /:objects/export', 'POST /:objects/similar'],
    ...['GET /:objects/:id/history/export', 'GET /search', 'GET /:objects/difference'],
    ...['GET /:objects/:id/erasure/mentions', 'GET /exports/:id/file'],
    ...['GET /audit/entries', 'GET /audit/entries/export'],
  ].map((route) => route.replace(' /', ' /api/v1/')),
)

/** What one user has under way here: how much is at work, and who waits for their turn. */
type UnderWay = { working: number; readonly waiting: (() => void)[] }

/**
 * Whoever is signed in may ask as often as they like, but not for everything at once: of what the database
 * may work on for long, so much runs for one user at a time in each process. More waits for its turn, and
 * what would wait behind all too many is a 429.
 */
export function heavyWork(app: FastifyInstance, engine: Engine): void {
  const users = new Map<string, UnderWay>()
  app.addHook('preHandler', (request, reply, done) => {
    if (!heavy.has(`${request.method} ${request.routeOptions.url}`)) return done()
    return turnOf(request, reply)
  })

  async function turnOf(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { user } = await actorOf(engine, request)
    const here = users.get(user) ?? { working: 0, waiting: [] }
    users.set(user, here)
    if (here.working < mostAtOnce) here.working++
    else if (here.waiting.length < mostWaiting) await new Promise<void>((turn) => here.waiting.push(turn))
    else throw tooMuch()
    const pass = () => {
      // The turn goes to the next one, so that the number at work stays.
      const next = here.waiting.shift()
      if (next) return next()
      here.working--
      if (here.working === 0) users.delete(user)
    }
    if (!reply.raw.destroyed) return void reply.raw.once('close', pass)
    // Whoever went away while they waited reads no answer, and nothing is worked out for them.
    pass()
    throw tooMuch()
  }
}

function tooMuch(): Problem {
  const message = said('You ask for {most} things at once already. Wait until one of them is there.', {
    most: mostAtOnce + mostWaiting,
  })
  return new Problem(429, 'tooMuchAtOnce', message, { retryAfterSeconds: 2 })
}
