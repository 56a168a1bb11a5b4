import type { FastifyReply, FastifyRequest } from 'fastify'
import { fieldErrors, once, type Actor, type Answer, type Engine, type Transaction } from '#engine'
import { header } from './write-params.ts'
import { said } from './said.ts'

export type Once = {
  /** Tells equal requests from others where the body alone does not. */
  readonly body?: string
  /**
   * Asks the rights again before an answer is given a second time, and cuts it to them. Throws where it may
   * not be.
   */
  readonly again?: (answer: Answer) => Promise<Answer>
}

/**
 * Does the work of a POST and sends its answer. With an Idempotency-Key the same request gets the same answer
 * for 24 hours, by user and path; without one the work opens a transaction of its own.
 */
export async function answerOnce(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  actor: Actor,
  work: (tx: { tx?: Transaction }) => Promise<Answer>,
  { body = JSON.stringify(request.body ?? null), again = async (answer) => answer }: Once = {},
): Promise<FastifyReply> {
  const key = header(request, 'idempotency-key')
  if (key === undefined) return send(reply, await work({}))
  if (key === '' || key.length > 200) {
    throw fieldErrors([
      { field: 'Idempotency-Key', code: 'key', message: said('An Idempotency-Key has 1 to 200 characters.') },
    ])
  }
  // What a write says in its headers belongs to the request as much as its body does.
  const whole = [header(request, 'confirmed') ?? '', header(request, 'if-match') ?? '', body].join('\n')
  const asked = { user: actor.user, path: request.url, key, body: whole }
  const answer = await engine.database.transaction((tx) => once(tx, asked, () => work({ tx })))
  return send(reply, answer.repeated ? await again(answer) : answer)
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
    const record = id ?? String(stored['id'])
    const found = await engine.records.get(actor, object, record)
    const seen = 'json' in found ? (JSON.parse(found.json) as Record<string, unknown>) : {}
    const kept = Object.entries(stored).filter(([name]) => name === 'id' || Object.hasOwn(seen, name))
    return { ...answer, body: JSON.stringify(Object.fromEntries(kept)) }
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers({ ...answer.headers })
    .type('application/json; charset=utf-8')
    .send(answer.body)
}
