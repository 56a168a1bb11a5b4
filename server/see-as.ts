import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, Problem, type Actor, type Engine } from '#engine'
import { secretOf } from './cookies.ts'
import { isOpenToSeen, isRead } from './seen-as.ts'
import { actorOf, actorSoFar, enrollingActorOf, keyOf, sessionOf } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'

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
    const wanted = { session, by: actor.user, user: user.toLowerCase(), ...placeOf(actor) }
    const seen = await engine.accounts.seeAs.begin(wanted)
    return { user: seen.user, until: new Date(seen.until).toISOString() }
  })
  app.delete('/see-as', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const session = sessionOf(request)
    if (session !== null)
      await engine.accounts.seeAs.end({ session, by: actor.seenBy?.user ?? actor.user, ...placeOf(actor) })
    return reply.code(204).send()
  })
}

function placeOf({ source, address }: Actor) {
  return { source, address }
}

/**
 * Whoever looks through another's eyes changes nothing, whatever they ask: that is said wherever the actor is
 * known (seenAs), and here also for calls that ask nobody.
 */
async function refuseWrites(engine: Engine, request: FastifyRequest): Promise<void> {
  if (keyOf(request) !== undefined || !secretOf(engine, request, 'session')) return
  if (isRead(request) && isOpenToSeen(request)) return
  // Who is not signed in is told so by the call itself.
  await actorOf(engine, request).catch((error: unknown) =>
    isEnrolling(error) ? enrollingActorOf(engine, request) : strangers(error),
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
