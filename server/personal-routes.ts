import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  readDecision,
  readMentions,
  readMode,
  readReason,
  readRecords,
  reportDocument,
  type Engine,
} from '#engine'
import { answerOnce } from './answer-once.ts'
import { openedRecord } from './opened.ts'
import { choiceParam, integerParam, textParam } from './query-params.ts'
import { actorOf } from './session.ts'
import { bodyObject, bodyOf, writeParams } from './write-params.ts'

const own = { config: { once: 'own' } } as const

/** What is held about a person, its erasure, and what the rules of retention bring up. */
export function personalRoutes(app: FastifyInstance, engine: Engine): void {
  const { personal } = engine
  app.get('/:objects/:id/personal-data', async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const query = request.query as Record<string, unknown>
    const format = choiceParam(query, 'format', ['json', 'html'] as const) ?? 'json'
    const report = await personal.report(actor, object.name, id)
    void reply
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="personal-data-${id}.${format}"`)
    if (format === 'json') return report
    return reply.type('text/html; charset=utf-8').send(reportDocument(report, actor))
  })
  app.get('/:objects/:id/erasure', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const mode = readMode(textParam(request.query as Record<string, unknown>, 'mode', 20))
    return personal.preview(actor, object.name, id, mode)
  })
  app.get('/:objects/:id/erasure/mentions', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return { items: await personal.mentions(actor, object.name, id) }
  })
  app.post('/:objects/:id/erasure', { config: { once: 'own', leadsOn: 'told' } }, async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return answerOnce(engine, request, reply, actor, async (tx) => {
      const { mode, reason, mentions } = bodyOf(request, ['mode', 'reason', 'mentions'])
      const wanted = {
        ...{ mode: readMode(mode), reason: readReason(reason) },
        mentions: readMentions(mentions),
        confirmed: writeParams(request).confirmed ?? [],
      }
      const { job } = await personal.start(actor, object.name, id, wanted, tx)
      return { status: 202, body: JSON.stringify({ job }), headers: { location: `/api/v1/jobs/${job}` } }
    })
  })
  app.get('/person-mentions', async (request) => {
    const actor = await actorOf(engine, request)
    const limit = integerParam(request.query as Record<string, unknown>, 'limit', 1, 1000) ?? 200
    return { items: await personal.left(actor, limit) }
  })
  app.post('/person-mentions', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    return answerOnce(engine, request, reply, actor, async () => {
      const [mention] = readMentions([bodyObject(request)])
      if (mention) await personal.settle(actor, mention)
      return { status: 200, body: JSON.stringify({ settled: 1 }), headers: {} }
    })
  })
  // Whoever keeps records aside (a browser without a connection) asks by number which of them to let go of.
  app.post('/erased-records', { config: { once: 'anew' } }, async (request) => {
    await actorOf(engine, request)
    const records = readRecords(bodyObject(request)['records']) ?? []
    return { records: await personal.gone(records) }
  })
  app.get('/retention-reviews', async (request) => {
    const actor = await actorOf(engine, request)
    const limit = integerParam(request.query as Record<string, unknown>, 'limit', 1, 1000) ?? 200
    return { items: await personal.reviews(actor, limit) }
  })
  app.post('/retention-reviews', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    return answerOnce(engine, request, reply, actor, async () => {
      const done = await personal.decide(actor, decisionIn(request))
      return { status: 202, body: JSON.stringify(done), headers: {} }
    })
  })
}

/** Where nobody is named all go: by a misspelled name that would be said unawares. */
function decisionIn(request: FastifyRequest) {
  const { decision, records, reason } = bodyOf(request, ['decision', 'records', 'reason'])
  const named = readRecords(records)
  const wanted = { decision: readDecision(decision), reason: readReason(reason) }
  return named ? { ...wanted, records: named } : wanted
}
