import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  asAnswered,
  claimOnce,
  fieldErrors,
  keepOnce,
  type Answer,
  type Engine,
  type KnownAnswer,
  type OnceRequest,
} from '#engine'
import { onceKey, onceRequest, sendAnswer } from './answer-once.ts'
import { keptOf } from './kept.ts'
import { onceGate } from './once-gate.ts'
import { flagParam } from './query-params.ts'
import { actorOf, askAnew, enrollingActorOf } from './session.ts'
import { said } from './said.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * How a POST holds to its Idempotency-Key; without a word its answer is kept and given again by the
     * rights of then: to whom has others it is said that it was done, and no more.
     * `own`: it does so itself, by `answerOnce`. `anew`: it only reads, or does nothing the second time, and
     * is answered by today's rights. `secret`: its answer holds a secret, so the key must be hard to guess.
     * `nobody`: whoever asks is not signed in, and keys are one's own.
     */
    once?: 'own' | 'anew' | 'secret' | 'nobody'
  }
}

/** A claim that stays open while its request is at work. */
type Held = {
  /** The answer that was given before, or null where the work is to be done. */
  readonly known: KnownAnswer | null
  /** Keeps the answer, or gives the claim up, so that the request can be sent again. */
  readonly settle: (answer: Answer | null) => Promise<void>
}

/** Who knows a secret for 24 hours by a key must not have it by guessing. */
const leastSecretKey = 16
const keptHeaders = ['etag', 'location', 'kontor-change'] as const

/**
 * Every POST holds to its Idempotency-Key, by user and path, for 24 hours: the same request gets the same
 * answer, another one under the same key a 422, and a concurrent one waits.
 */
export function holdToKeys(api: FastifyInstance, engine: Engine): void {
  api.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST') return
    const asked = await askedOnce(engine, request)
    if (!asked) return
    const { known, settle } = await hold(engine, asked)
    // It may have waited for a claim before it.
    askAnew(request)
    if (known === null) keptOf(request).settle = settle
    else if (request.routeOptions.config.once !== 'anew') {
      await actorOf(engine, request)
      return sendAnswer(reply, asAnswered(known))
    }
  })
  api.addHook('onSend', (request, reply, payload, done) => {
    const settle = claimOf(request)
    if (!settle) return done(null, payload)
    return settle(answerOf(reply, payload))
  })
  // Whatever befell it: a claim does not outlive its request.
  api.addHook('onResponse', (request, _reply, done) => {
    const settle = claimOf(request)
    if (!settle) return done()
    return settle(null)
  })
}

/** Whoever takes the claim of a request ends it; nobody else finds it any more. */
function claimOf({ kept }: FastifyRequest): Held['settle'] | null {
  const settle = kept?.settle ?? null
  if (kept) kept.settle = null
  return settle
}

async function askedOnce(engine: Engine, request: FastifyRequest): Promise<OnceRequest | null> {
  const { once } = request.routeOptions.config
  if (once === 'own' || once === 'nobody') return null
  const key = onceKey(request)
  // Tried out, it writes nothing that could be written twice.
  if (key === undefined || flagParam(request.query as Record<string, unknown>, 'dryRun')) return null
  if (once === 'secret' && key.length < leastSecretKey) {
    const message = said('Here an Idempotency-Key needs at least {least} characters, chosen by chance.', {
      least: leastSecretKey,
    })
    throw fieldErrors([{ field: 'Idempotency-Key', code: 'key', message }])
  }
  // What is answered anew asks by itself who may have it.
  const asking = once === 'anew' ? enrollingActorOf : actorOf
  return onceRequest(request, await asking(engine, request), key)
}

function hold(engine: Engine, asked: OnceRequest): Promise<Held> {
  const opened = Promise.withResolvers<Held>()
  const answered = Promise.withResolvers<Answer | null>()
  const whole = onceGate(engine)(asked.user, () =>
    engine.database.transaction(async (tx) => {
      const known = await claimOnce(tx, asked)
      opened.resolve({ known, settle })
      if (known) return
      const answer = await answered.promise
      if (answer === null) throw new GivenUp()
      await keepOnce(tx, asked, answer)
    }),
  ).catch((error: unknown) => {
    if (error instanceof GivenUp) return
    opened.reject(error as Error)
    throw error
  })
  // Its failure is met where the answer is kept, or where the claim is opened.
  whole.catch(() => {})
  const settle = (answer: Answer | null): Promise<void> => {
    answered.resolve(answer)
    return whole
  }
  return opened.promise
}

/** Rolls the claim back. */
class GivenUp extends Error {}

/** What is kept of an answer; of a refusal nothing, so that the request can be mended and sent again. */
function answerOf(reply: FastifyReply, payload: unknown): Answer | null {
  const isText = payload === null || payload === undefined || typeof payload === 'string'
  if (reply.statusCode >= 400 || !isText) return null
  const headers = keptHeaders.flatMap((name) => {
    const value = reply.getHeader(name)
    return value === undefined ? [] : [[name, String(value)] as const]
  })
  return { status: reply.statusCode, body: payload ?? '', headers: Object.fromEntries(headers) }
}
