import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type Engine } from '#engine'
import { secretOf } from './cookies.ts'
import { routeOf } from './seen-as.ts'
import { actorOf, askAnew, keyOf } from './session.ts'
import { said } from './said.ts'

/** As many as a program opens connections; who asks for more than that is told to wait. */
const mostWaiting = 240
/** Half of the connections that searching has. */
const searchesAtOnce = 2

/**
 * What a request is at work on: the database's connections for reading and writing, those for searching, or
 * for as long as the other side pleases on what goes as a stream.
 */
type Kind = 'main' | 'search' | 'stream'

/**
 * Open for long, and holding nothing of the database meanwhile. Who sends files is bound by how many they may
 * have: one that had to wait for its turn unread would be taken for a client that is too slow.
 */
const free = new Set(['GET /api/v1/events', 'POST /api/v1/files', 'POST /api/v1/imports'])

const streams = new Set(
  [
    ...['GET /:objects/export', 'GET /:objects/:id/history/export', 'GET /exports/:id/file'],
    ...['GET /audit/entries/export', 'GET /files/:id/content'],
  ].map((route) => route.replace(' /', ' /api/v1/')),
)
const searches = new Set(['GET /api/v1/search', 'POST /api/v1/:objects/similar'])

/** What one user has under way here: how much is at work, and who waits for their turn. */
type UnderWay = { working: number; readonly waiting: (() => void)[] }

/**
 * Whoever is signed in may ask as often as they like, but not for everything at once: of what the database
 * works on, so much runs for one user at a time in each process that others always find connections. More
 * waits for its turn, and what would wait behind all too many is a 429. Every route is bound so, a new one
 * too.
 */
export function heavyWork(app: FastifyInstance, engine: Engine): void {
  const { connections = 12 } = engine.options
  const most: Readonly<Record<Kind, number>> = {
    main: Math.max(1, Math.floor(connections / 3)),
    search: searchesAtOnce,
    stream: Math.max(2, Math.floor(connections / 4)),
  }
  const users = new Map<string, UnderWay>()
  app.addHook('preHandler', async (request, reply) => {
    if (free.has(routeOf(request))) return
    if (keyOf(request) === undefined && !secretOf(engine, request, 'session')) return
    // Who is not let in is told so by the call itself.
    const actor = await actorOf(engine, request).catch(() => null)
    if (actor && (await turnOf(actor.user, kindOf(request), reply))) askAnew(request)
  })

  /** Gives whether the turn had to be waited for. */
  async function turnOf(user: string, kind: Kind, reply: FastifyReply): Promise<boolean> {
    const key = `${kind} ${user}`
    const here = users.get(key) ?? { working: 0, waiting: [] }
    users.set(key, here)
    const waits = here.working >= most[kind]
    if (!waits) here.working++
    else if (here.waiting.length < mostWaiting) await new Promise<void>((turn) => here.waiting.push(turn))
    else throw tooMuch(most[kind])
    const pass = () => {
      // The turn goes to the next one, so that the number at work stays.
      const next = here.waiting.shift()
      if (next) return next()
      here.working--
      if (here.working === 0) users.delete(key)
    }
    if (!reply.raw.destroyed) {
      reply.raw.once('close', pass)
      return waits
    }
    // Whoever went away while they waited reads no answer, and nothing is worked out for them.
    pass()
    throw tooMuch(most[kind])
  }
}

function kindOf(request: FastifyRequest): Kind {
  const route = routeOf(request)
  if (streams.has(route)) return 'stream'
  const isSearch = searches.has(route) || (request.query as Record<string, unknown>)['search'] !== undefined
  return isSearch ? 'search' : 'main'
}

function tooMuch(most: number): Problem {
  const message = said('You ask for {most} things at once already. Wait until one of them is there.', {
    most: most + mostWaiting,
  })
  return new Problem(429, 'tooMuchAtOnce', message, { retryAfterSeconds: 2 })
}
