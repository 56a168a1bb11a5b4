import type { FastifyRequest } from 'fastify'
import { notFound, Problem, type Actor, type Engine } from '#engine'
import { flagParam } from './query-params.ts'
import { said } from './said.ts'

/** The ways out, which are open when the time is over. */
const ways = new Set(['DELETE /api/v1/see-as', 'POST /api/v1/session', 'DELETE /api/v1/session'])

/** Calls that are no reads, and yet change nothing. */
const harmless = new Set([
  ...ways,
  'POST /api/v1/explain',
  'POST /api/v1/explain/readers',
  'POST /api/v1/erased-records',
  'POST /api/v1/checks/:kind',
  'POST /api/v1/formulas/evaluate',
])

/** What belongs to a person alone, and is nobody else's to look at: by what means they come in. */
const personal = /^\/api\/v1\/(sessions|keys|second-factors|session\/identities)(\/|$)/

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
  if (seen.ends < performance.now()) {
    if (ways.has(routeOf(request))) return { ...own, seenBy }
    throw new Problem(
      403,
      'seeAsOver',
      said('The half hour in which you saw Kontor as somebody else is over. End it to go on as yourself.'),
    )
  }
  const { source, request: number, address, language } = own
  const actor = await engine.access.actorFor({ user: seen.user, source, request: number, address, language })
  if (!isOpenToSeen(request)) throw isRead(request) ? notFound() : readOnly(actor.name)
  return { ...actor, seenBy }
}

/**
 * Whether somebody may ask this who looks through another's eyes: it changes nothing, and is no concern of
 * that person alone.
 */
export function isOpenToSeen(request: FastifyRequest): boolean {
  if (isRead(request)) return !personal.test(request.routeOptions.url ?? '')
  return harmless.has(routeOf(request)) || isTried(request)
}

export function isRead({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** What only says what would happen writes nothing. */
function isTried(request: FastifyRequest): boolean {
  return (
    request.routeOptions.config.dryRun === true &&
    flagParam(request.query as Record<string, unknown>, 'dryRun') === true
  )
}

function readOnly(name: string): Problem {
  return new Problem(
    403,
    'readOnly',
    said('You see Kontor as {name} sees it, and can change nothing. End it to work as yourself.', { name }),
  )
}

/** A call as it was registered: `GET /api/v1/:objects`. */
export function routeOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`
}
