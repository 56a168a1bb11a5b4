import type { FastifyRequest } from 'fastify'
import { Problem, type Actor, type Engine } from '#engine'
import { said } from './said.ts'

/** The ways out, which are open when the time is over. */
const ways = new Set(['DELETE /api/v1/see-as', 'POST /api/v1/session', 'DELETE /api/v1/session'])

/**
 * The actor as whom the session of this one looks at Kontor: themselves, unless they are an administrator who
 * chose somebody else. When the time is over nothing is answered until it is ended, so that nobody takes what
 * they see for somebody else's.
 */
export async function seenAs(
  engine: Engine,
  request: FastifyRequest,
  session: string,
  own: Actor,
): Promise<Actor> {
  const seen = await engine.accounts.seeAs.of(session)
  if (!seen || !own.access.administrator) return own
  const seenBy = { user: own.user, name: own.name, until: new Date(seen.until).toISOString() }
  if (seen.until < Date.now()) {
    if (ways.has(routeOf(request))) return { ...own, seenBy }
    throw new Problem(
      403,
      'seeAsOver',
      said('The half hour in which you saw Kontor as somebody else is over. End it to go on as yourself.'),
    )
  }
  const { source, request: number, address, language } = own
  const actor = await engine.access.actorFor({ user: seen.user, source, request: number, address, language })
  return { ...actor, seenBy }
}

/** A call as it was registered: `GET /api/v1/:objects`. */
export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`
}
