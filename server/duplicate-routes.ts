import type { FastifyInstance, FastifyRequest } from 'fastify'
import { usualRules } from '#match'
import { isId } from '#model'
import {
  fieldErrors,
  isMatchCode,
  notFound,
  readKeeperAnswer,
  readKeeperAsk,
  type Engine,
  type PairDecision,
  type PairQuery,
} from '#engine'
import { answerOnce } from './answer-once.ts'
import { choiceParam, integerParam, textParam } from './query-params.ts'
import { ledOnId } from './lead-on.ts'
import { said } from './said.ts'
import { actorOf } from './session.ts'
import { bodyObject } from './write-params.ts'

const own = { config: { once: 'own' } } as const
const usualObject = 'party'
const mostAtOnce = 500

/** Records that may be one: as somebody types, over all of them, and what is decided of them. */
export function duplicateRoutes(app: FastifyInstance, engine: Engine): void {
  const { duplicates } = engine
  app.post<{ Params: { objects: string } }>(
    '/:objects/similar',
    // It writes nothing, tried out or not; who types asks so, without a key of their own for each letter.
    { config: { once: 'anew', dryRun: true } },
    async (request) => {
      const actor = await actorOf(engine, request)
      const object = engine.model().byPath.get(request.params.objects)
      if (!object || object.declaration.owned) throw notFound()
      return duplicates.similar(actor, object.name, bodyObject(request))
    },
  )
  askRoutes(app, engine)
  app.get('/duplicates', async (request) => {
    const actor = await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    const object = textParam(query, 'object', 100) ?? usualObject
    const asked = pairQuery(query)
    const record = asked.record && (await ledOnId(engine, actor, object, asked.record))
    return duplicates.list(actor, object, { ...asked, ...(record && { record }) })
  })
  app.post('/duplicates', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    return answerOnce(engine, request, reply, actor, async () => {
      const { object, ...decision } = bodyObject(request)
      const done = await duplicates.decide(actor, objectIn(object), decisionIn(decision))
      return { status: 200, body: JSON.stringify(done), headers: {} }
    })
  })
  app.get('/duplicates/search', async (request) => {
    const actor = await actorOf(engine, request)
    const object = textParam(request.query as Record<string, unknown>, 'object', 100) ?? usualObject
    return duplicates.state(actor, object)
  })
  app.post('/duplicates/search', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    return answerOnce(engine, request, reply, actor, async (tx) => {
      const { object } = bodyObject(request)
      const { job } = await duplicates.search(actor, objectIn(object), tx)
      return { status: 202, body: JSON.stringify({ job }), headers: { location: `/api/v1/jobs/${job}` } }
    })
  })
  ruleRoutes(app, engine)
}

/** Messages to whoever keeps a partner that one may not see. Each is answered alike, whatever there is. */
function askRoutes(app: FastifyInstance, engine: Engine): void {
  const { questions } = engine
  app.post<{ Params: { objects: string } }>('/:objects/similar/ask', async (request, reply) => {
    const actor = await actorOf(engine, request)
    const object = engine.model().byPath.get(request.params.objects)
    if (!object) throw notFound()
    await questions.ask(actor, object.name, readKeeperAsk(bodyObject(request)))
    return reply.code(202).send({})
  })
  app.get('/asked-of-me', async (request) => questions.inbox(await actorOf(engine, request)))
  app.post<{ Params: { question: string } }>('/asked-of-me/:question', async (request) => {
    const actor = await actorOf(engine, request)
    const answer = readKeeperAnswer(bodyObject(request))
    return questions.answer(actor, request.params.question.toLowerCase(), answer)
  })
}

/** How pairs are judged, and what other rules would say. */
function ruleRoutes(app: FastifyInstance, engine: Engine): void {
  const { duplicates } = engine
  const actor = (request: FastifyRequest) => actorOf(engine, request)
  app.get('/duplicates/rules', async (request) => {
    const rules = await duplicates.rules(await actor(request))
    return { ...rules, usual: usualRules }
  })
  app.put('/duplicates/rules', async (request) => {
    const given = bodyObject(request)
    const isUsual = Object.keys(given).length === 0
    const rules = await duplicates.setRules(await actor(request), isUsual ? null : given)
    return { ...rules, usual: usualRules }
  })
  app.post('/duplicates/rules/preview', { config: { once: 'anew' } }, async (request) => {
    const { object, ...given } = bodyObject(request)
    return duplicates.previewRules(await actor(request), objectIn(object), given)
  })
  app.post('/duplicates/rules/trial', { config: { once: 'anew' } }, async (request) => {
    const asking = await actor(request)
    const { object, records, ...given } = bodyObject(request)
    if (!isPair(records)) throw wrong('records', said('Name two records by their ids.'))
    return duplicates.tryRules(asking, objectIn(object), records, given)
  })
}

function pairQuery(query: Record<string, unknown>): PairQuery {
  const state = choiceParam(query, 'state', ['open', 'different'] as const)
  const least = integerParam(query, 'least', 0, 100)
  const reason = textParam(query, 'reason', 60)
  const record = textParam(query, 'record', 60)
  const after = textParam(query, 'after', 100)
  const limit = integerParam(query, 'limit', 1, 200)
  if (reason !== undefined && !isMatchCode(reason))
    throw fieldErrors([
      {
        field: 'reason',
        code: 'reason',
        message: said('There is no such reason. Take its code from a pair.'),
      },
    ])
  if (record !== undefined && !isId(record)) throw notFound()
  return {
    ...(state === undefined ? {} : { state }),
    ...(least === undefined ? {} : { least: least / 100 }),
    ...(reason === undefined ? {} : { reason }),
    ...(record === undefined ? {} : { record }),
    ...(after === undefined ? {} : { after }),
    ...(limit === undefined ? {} : { limit }),
  }
}

function objectIn(value: unknown): string {
  if (value === undefined) return usualObject
  if (typeof value === 'string') return value.slice(0, 100)
  throw notFound()
}

function decisionIn({ pairs, decision, ...unknown }: Record<string, unknown>): PairDecision {
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined)
    throw wrong(stray.slice(0, 80), said('Give pairs and decision, and perhaps object.'))
  if (decision !== 'different' && decision !== 'open')
    throw wrong('decision', said('Say “different”, or “open” to take that back.'))
  if (!Array.isArray(pairs) || pairs.length === 0 || pairs.length > mostAtOnce || !pairs.every(isPair))
    throw wrong(
      'pairs',
      said('Give up to {most} pairs, each as the ids of two records.', { most: mostAtOnce }),
    )
  return { pairs, state: decision }
}

function isPair(value: unknown): value is [string, string] {
  const isTwo = Array.isArray(value) && value.length === 2 && value[0] !== value[1]
  return isTwo && value.every((one) => typeof one === 'string' && isId(one))
}

function wrong(field: string, message: ReturnType<typeof said>) {
  return fieldErrors([{ field, code: 'notRight', message }])
}
