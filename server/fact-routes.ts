import { isId } from '#model'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fieldErrors, notFound, type Engine } from '#engine'
import { answerOnce } from './answer-once.ts'
import { texts } from './given-texts.ts'
import { opened, openedRecord } from './opened.ts'
import { choiceParam, integerParam, textParam } from './query-params.ts'
import { actorOf, refuseForeignOrigin } from './session.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'

const own = { config: { once: 'own' } } as const
const anew = { config: { once: 'anew' } } as const
const nobody = { config: { once: 'nobody' } } as const
const mostRecords = 100

/** What is known of the values of records, who says so, and what has to be looked at. */
export function factRoutes(app: FastifyInstance, engine: Engine): void {
  const { facts } = engine
  app.get('/:objects/facts', async (request) => {
    const { actor, object } = await opened(engine, request)
    return { items: await facts.marks(actor, object, recordsOf(request)) }
  })
  app.get('/:objects/:id/facts', async (request) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return { items: await facts.of(actor, object, id) }
  })
  app.post('/:objects/:id/facts', own, async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const given = bodyObject(request)
    const which = { kind: textIn(given, 'kind'), line: textIn(given, 'line')?.toLowerCase() ?? null }
    return answerOnce(engine, request, reply, actor, async () => {
      const begun = await facts.check(actor, object, id, which)
      return { status: 202, body: JSON.stringify(begun), headers: {} }
    })
  })
  app.patch('/:objects/:id/facts/:fact', async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    const fact = (request.params as { fact: string }).fact.toLowerCase()
    if (!isId(fact)) throw notFound()
    const { accept = [], keep = [] } = bodyObject(request)
    const which = { record: id, fact, accept: names(accept, 'accept'), keep: names(keep, 'keep') }
    const change = await facts.settle(actor, object, which, writeParams(request))
    if (change !== null) reply.header('kontor-change', change)
    return { items: await facts.of(actor, object, id) }
  })
  app.get('/fact-reviews', async (request) => {
    const actor = await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    const after = textParam(query, 'after', 36)?.toLowerCase()
    if (after !== undefined && !isId(after))
      throw fieldErrors([
        { field: 'after', code: 'notCursor', message: said('Take “after” from “next” of the page before.') },
      ])
    return facts.reviews(actor, {
      state: choiceParam(query, 'state', ['contradicted', 'stale', 'unseen'] as const) ?? 'contradicted',
      limit: integerParam(query, 'limit', 1, 200) ?? 50,
      ...(after === undefined ? {} : { after }),
    })
  })
  app.get('/fact-sources', async (request) => ({
    items: await facts.sources(await actorOf(engine, request)),
  }))
  app.post('/fact-sources/:kind/trial', anew, async (request) =>
    facts.tryOut(await actorOf(engine, request), (request.params as { kind: string }).kind),
  )
  app.post('/confirmations', nobody, async (request, reply) => {
    refuseForeignOrigin(engine, request)
    await facts.confirm(texts(request, ['token']).token, request.ip)
    return reply.code(204).send()
  })
}

function textIn(body: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = body[field] ?? null
  if (value === null || typeof value === 'string') return value?.slice(0, 60) ?? null
  throw fieldErrors([{ field, code: 'notText', message: said('“{field}” is needed, as text.', { field }) }])
}

function recordsOf(request: FastifyRequest): string[] {
  const given = textParam(request.query as Record<string, unknown>, 'records', 40 * mostRecords) ?? ''
  const records = given
    .toLowerCase()
    .split(',')
    .filter((one) => isId(one))
  if (records.length <= mostRecords) return records
  throw fieldErrors([
    {
      field: 'records',
      code: 'tooMany',
      message: said('Name at most {most} records at a time.', { most: mostRecords }),
    },
  ])
}

function names(value: unknown, field: string): string[] {
  const isList = Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === 'string')
  if (isList) return value as string[]
  throw fieldErrors([
    { field, code: 'notAList', message: said('Give “{field}” as a list of names of fields.', { field }) },
  ])
}
