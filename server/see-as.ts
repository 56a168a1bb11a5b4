import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, notFound, Problem, type Engine } from '#engine'
import { secretOf } from './cookies.ts'
import { flagParam } from './query-params.ts'
import { routeOf } from './seen-as.ts'
import { actorOf, actorSoFar, enrollingActorOf, sessionOf } from './session.ts'
import { bodyObject, header } from './write-params.ts'
import { said } from './said.ts'

/** Calls that are no reads, and yet change nothing; and the ways out. */
const harmless = new Set([
  'DELETE /api/v1/see-as',
  'POST /api/v1/session',
  'DELETE /api/v1/session',
  'POST /api/v1/explain',
  'POST /api/v1/explain/readers',
  'POST /api/v1/erased-records',
  'POST /api/v1/checks/:kind',
  'POST /api/v1/formulas/evaluate',
])

/** What belongs to a person alone, and is nobody else's to look at: by what means they come in. */
const personal = /^\/api\/v1\/(sessions|keys|second-factors)(\/|\?|$)/

/**
 * An administrator looks at Kontor as somebody else sees it: only to read, for one session, half an hour at
 * most, and written down when it begins and ends.
 */
export function seeAsRoutes(app: FastifyInstance, engine: Engine): void {
  app.addHook('preHandler', (request) => refuseWrites(engine, request))
  // Nobody keeps such an answer for later, when it would be taken for one's own.
  app.addHook('onSend', (request, reply, _payload, done) => {
    const actor = actorSoFar(request)
    if (actor?.seenBy) reply.header('kontor-see-as', actor.user)
    done()
  })
  app.post('/see-as', async (request) => {
    const actor = await actorOf(engine, request)
    if (!actor.access.administrator)
      throw new Problem(403, 'administratorOnly', said('Only an administrator may see Kontor as others do.'))
    const session = sessionOf(request)
    if (session === null)
      throw new Problem(
        403,
        'needsPerson',
        said('Programs see only what is theirs: sign in with a password for this.'),
      )
    const { user } = bodyObject(request)
    if (typeof user !== 'string' || !isId(user.toLowerCase()))
      throw fieldErrors([
        { field: 'user', code: 'notAnId', message: said('“{name}” must be an id.', { name: 'user' }) },
      ])
    const wanted = { session, by: actor.user, user: user.toLowerCase(), source: actor.source }
    const seen = await engine.accounts.seeAs.begin(wanted)
    return { user: seen.user, until: new Date(seen.until).toISOString() }
  })
  app.delete('/see-as', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const session = sessionOf(request)
    if (session !== null)
      await engine.accounts.seeAs.end({ session, by: actor.seenBy?.user ?? actor.user, source: actor.source })
    return reply.code(204).send()
  })
}

/** Whoever looks through another's eyes changes nothing, whatever they ask. */
async function refuseWrites(engine: Engine, request: FastifyRequest): Promise<void> {
  if (header(request, 'authorization') !== undefined || !secretOf(engine, request, 'session')) return
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && !personal.test(request.url)) return
  // Who is not signed in is told so by the call itself.
  const actor = await actorOf(engine, request).catch((error: unknown) =>
    isEnrolling(error) ? enrollingActorOf(engine, request) : strangers(error),
  )
  if (!actor?.seenBy || harmless.has(routeOf(request))) return
  if (isRead) throw notFound()
  if (isTried(request)) return
  throw new Problem(
    403,
    'readOnly',
    said('You see Kontor as {name} sees it, and can change nothing. End it to work as yourself.', {
      name: actor.name,
    }),
  )
}

/** What only says what would happen writes nothing. */
function isTried(request: FastifyRequest): boolean {
  return (
    request.routeOptions.config.dryRun === true &&
    flagParam(request.query as Record<string, unknown>, 'dryRun') === true
  )
}

/** Whose post asks for a second factor adds it before anything else is open. */
function isEnrolling(error: unknown): boolean {
  return error instanceof Problem && error.code === 'secondFactorNeeded'
}

function strangers(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null
  throw error
}
