import type { FastifyInstance } from 'fastify'
import { readProposalDecision, type Engine } from '#engine'
import { answerOnce } from './answer-once.ts'
import { choiceParam, integerParam, textParam } from './query-params.ts'
import { actorOf } from './session.ts'
import { bodyOf } from './write-params.ts'

const own = { config: { once: 'own' } } as const

/** Where no records are named all are meant: by a misspelled name that would be said unawares. */
const decided = [
  ...(['criterion', 'records', 'decision', 'input', 'reason', 'until', 'confirmed', 'dryRun'] as const),
]

/** What criteria propose to do with records, and what is decided of it. */
export function proposalRoutes(app: FastifyInstance, engine: Engine): void {
  const { proposals } = engine
  app.get('/proposals', async (request) => {
    const actor = await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    return proposals.list(actor, {
      criterion: textParam(query, 'criterion', 40),
      state: choiceParam(query, 'state', ['open', 'snoozed'] as const) ?? 'open',
      after: textParam(query, 'after', 40),
      limit: integerParam(query, 'limit', 1, 500) ?? 100,
    })
  })
  app.post('/proposals', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    return answerOnce(engine, request, reply, actor, async (tx) => {
      const done = await proposals.decide(actor, readProposalDecision(bodyOf(request, decided)), tx)
      return { status: 202, body: JSON.stringify(done), headers: {} }
    })
  })
  app.post('/proposals/evaluate', async (request) => proposals.evaluate(await actorOf(engine, request)))
}
