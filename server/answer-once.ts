import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  asAnswered,
  fieldErrors,
  once,
  Problem,
  type Actor,
  type Answer,
  type Engine,
  type OnceRequest,
  type Transaction,
} from '#engine'
import { onceGate } from './once-gate.ts'
import { actorNow } from './session.ts'
import { header } from './write-params.ts'
import { said } from './said.ts'

export type Once = {
  /** Tells equal requests from others where the body alone does not. */
  readonly body?: string
  /**
   * Asks the rights again before an answer is given a second time, and cuts it to them. Throws where it may
   * not be. Without it the answer is told again only to whom has the very rights of then.
   */
  readonly again?: (answer: Answer) => Promise<Answer>
}

/**
 * Does the work of a POST and sends its answer. With an Idempotency-Key the same request gets the same answer
 * for 24 hours, by user and path; without one the work opens a transaction of its own. A route that answers
 * so says `once: 'own'` in its configuration; all others are held to their keys by `holdToKeys`.
 */
export async function answerOnce(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  work: (tx: { tx?: Transaction }) => Promise<Answer>,
  { body = JSON.stringify(request.body ?? null), again }: Once = {},
): Promise<FastifyReply> {
  const key = request.routeOptions.config.once === 'own' ? onceKey(request) : undefined
  if (key === undefined) return sendAnswer(reply, await work({}))
  const asked = onceRequest(request, actor, key, body)
  const done = await onceGate(engine)(asked.user, () =>
    engine.database.transaction((tx) =>
      once(tx, asked, async () => {
        await refuseOthers(engine, request, actor)
        return work({ tx })
      }),
    ),
  )
  if ('answer' in done) return sendAnswer(reply, done.answer)
  await refuseOthers(engine, request, actor)
  return sendAnswer(reply, again ? await again(done.known) : asAnswered(done.known))
}

/** Until a claim is free it may take a while: whoever has lost their session, key or rights is not served. */
async function refuseOthers(engine: Engine, request: FastifyRequest, actor: Actor): Promise<void> {
  const now = await actorNow(engine, request)
  if (now.user === actor.user && rightsOf(now) === rightsOf(actor)) return
  throw new Problem(
    409,
    'rightsChanged',
    said('Your rights were changed while this waited for its turn, so it was not done. Send it again.'),
  )
}

/** The Idempotency-Key of a request, if it has one. */
export function onceKey(request: FastifyRequest): string | undefined {
  const key = header(request, 'idempotency-key')
  if (key === undefined) return undefined
  if (key === '' || key.length > 200) {
    throw fieldErrors([
      { field: 'Idempotency-Key', code: 'key', message: said('An Idempotency-Key has 1 to 200 characters.') },
    ])
  }
  return key
}

/**
 * What makes a request the same as another: what a write says in its headers belongs to it as much as its
 * body, and so does whether it was made as an administrator, so that who is none any more gets no answer of
 * then.
 */
export function onceRequest(
  request: FastifyRequest,
  actor: Actor,
  key: string,
  body = JSON.stringify(request.body ?? null),
): OnceRequest {
  const standing = actor.access.administrator ? 'administrator' : ''
  const written = [header(request, 'confirmed') ?? '', header(request, 'if-match') ?? '']
  return {
    ...{ user: actor.user, path: request.url, key, body: [...written, standing, body].join('\n') },
    access: rightsOf(actor),
  }
}

/** Whatever else the model came to know since: what is granted is the same. */
function rightsOf({ access }: Actor): string {
  const [, ...rights] = access.key.split(' ')
  return rights.join(' ')
}

/**
 * Cuts the stored answer about a record to what its reader may see of it now; a 404 where they may see
 * nothing.
 */
export function recordAgain(
  engine: Engine,
  actor: Actor,
  object: string,
  id?: string,
): (answer: Answer) => Promise<Answer> {
  return async (answer) => {
    const stored = JSON.parse(answer.body) as Record<string, unknown>
    const cut = await engine.history.cut(actor, object, id ?? String(stored['id']), stored)
    return { ...answer, body: JSON.stringify(cut) }
  }
}

export function sendAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.code(answer.status).headers({ ...answer.headers })
  if (answer.body === '') return reply.send()
  return reply.type('application/json; charset=utf-8').send(answer.body)
}
