import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dayAt, isDay, isId } from '#model'
import {
  decideRights,
  fieldErrors,
  Problem,
  rightsToReview,
  settingsGrant,
  type Actor,
  type DecidedKind,
  type Engine,
  type RightDecision,
  type Sentence,
} from '#engine'
import { integerParam } from './query-params.ts'
import { said } from './said.ts'
import { actorOf } from './session.ts'
import { bodyObject } from './write-params.ts'

const usualDays = 90
const mostAtOnce = 500
const kinds: readonly unknown[] = ['grant', 'post', 'share', 'key', 'user'] satisfies DecidedKind[]

/**
 * Rights that nobody used for long, that end soon, and users who never came in; and what is decided of them:
 * one by one or many at once they are kept or withdrawn, and the log says why.
 */
export function reviewRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/rights-review', async (request) => {
    const actor = await administrator(engine, request)
    // To look through rights is what an administrator is for.
    engine.rightUse.note(actor, settingsGrant, 'review')
    const days = integerParam(request.query as Record<string, unknown>, 'days', 1, 3650) ?? usualDays
    const { timeZone } = await engine.settings.group()
    await engine.rightUse.flush()
    return { items: await rightsToReview(engine.database, dayAt(Date.now(), timeZone), days) }
  })
  app.post('/rights-review', async (request, reply) => {
    const actor = await administrator(engine, request)
    const change = await decideRights(engine, actor, decisionIn(request))
    return reply.header('kontor-change', change).code(204).send()
  })
}

async function administrator(engine: Engine, request: FastifyRequest): Promise<Actor> {
  const actor = await actorOf(engine, request)
  if (actor.access.administrator) return actor
  throw new Problem(403, 'administratorOnly', said('Of the rights of others only an administrator may ask.'))
}

function decisionIn(request: FastifyRequest): RightDecision {
  const { rights, decision, reason, until, ...rest } = bodyObject(request)
  const stray = Object.keys(rest)[0]
  if (stray !== undefined)
    throw wrong(stray.slice(0, 80), said('Give rights, decision and reason, and perhaps until.'))
  if (!Array.isArray(rights) || rights.length === 0 || rights.length > mostAtOnce || !rights.every(isRight))
    throw wrong('rights', said('Give up to {most} rights, each with its kind and id.', { most: mostAtOnce }))
  if (decision !== 'keep' && decision !== 'withdraw')
    throw wrong('decision', said('Say “keep” or “withdraw”.'))
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 300)
    throw wrong('reason', said('Say why, in at most 300 characters. It stays in the log.'))
  if (until !== undefined && until !== null && !(typeof until === 'string' && isDay(until)))
    throw wrong('until', said('Write the last day as 2027-01-31, or leave it out.'))
  return { rights, decision, reason: reason.trim(), ...(until === undefined ? {} : { until }) }
}

function isRight(value: unknown): value is { kind: DecidedKind; id: string } {
  if (typeof value !== 'object' || value === null) return false
  const { kind, id } = value as Record<string, unknown>
  return kinds.includes(kind) && typeof id === 'string' && isId(id)
}

function wrong(field: string, message: Sentence): Problem {
  return fieldErrors([{ field, code: 'notRight', message }])
}
