import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fieldErrors, notFound, type Actor, type Engine } from '#engine'
import { opened, openedRecord } from './opened.ts'
import { tellPosition } from './event-routes.ts'
import { answerOnce, recordAgain } from './answer-once.ts'
import { ledOn } from './lead-on.ts'
import { instantParam, integerParam, listParams, onlyParams, textParam, jsonParam } from './query-params.ts'
import { sendJson } from './send-json.ts'
import { rehearsal } from './rehearsal.ts'
import { timeline } from './timeline.ts'
import { bodyObject, writeParams } from './write-params.ts'
import { said } from './said.ts'
import { whileAsked } from './while-asked.ts'

type Named = { readonly action: string }

const tried = { config: { dryRun: true } } as const
const triedOnce = { config: { dryRun: true, once: 'own' } } as const

/**
 * Every object of the catalog, built-in or made at run time, under its plural path: list, read, write, act.
 */
export function recordRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/:objects', (request, reply) => list(engine, request, reply))
  app.post('/:objects', triedOnce, (request, reply) => create(engine, request, reply))
  app.get('/:objects/summary', (request, reply) => summary(engine, request, reply))
  app.post('/:objects/bulk', triedOnce, (request, reply) => bulk(engine, request, reply))
  app.get('/:objects/:id', { config: { leadsOn: 'missed' } }, (request, reply) =>
    read(engine, request, reply),
  )
  app.patch('/:objects/:id', tried, (request, reply) => update(engine, request, reply))
  app.delete('/:objects/:id', { config: { dryRun: true, leadsOn: 'matched' } }, (request, reply) =>
    remove(engine, request, reply),
  )
  app.get('/:objects/:id/impact', (request) => impact(engine, request))
  app.get('/:objects/:id/unmet', (request) => unmet(engine, request))
  app.get('/:objects/:id/timeline', (request) => partnerTimeline(engine, request))
  app.post('/:objects/:id/:action', triedOnce, (request, reply) => act(engine, request, reply))
}

async function list(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object } = await opened(engine, request)
  await tellPosition(engine, request, reply)
  const params = listParams(request.query as Record<string, unknown>)
  const json = await whileAsked(reply, () => engine.records.list(actor, object.name, params))
  if (params.purpose === 'print') await notePrinted(engine, actor, object.name, params, json)
  return sendJson(reply, json)
}

/** What goes on paper is written down as what goes into a file is. */
async function notePrinted(
  engine: Engine,
  actor: Actor,
  object: string,
  { where, search, fields, asOf }: ReturnType<typeof listParams>,
  json: string,
): Promise<void> {
  const count = (JSON.parse(json) as { items: unknown[] }).items.length
  const details = { where, search, columns: fields, asOf, count }
  const given = Object.entries(details).filter(([, value]) => value !== undefined)
  if (count > 0) await engine.exports.notePrinted(actor, object, Object.fromEntries(given))
}

async function read(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  const { fields, asOf } = listParams(request.query as Record<string, unknown>)
  await tellPosition(engine, request, reply)
  if (asOf !== undefined)
    return sendJson(reply, await engine.history.recordAsOf(actor, object.name, id, asOf, fields))
  const found = await engine.records.get(actor, object.name, id, fields ? { fields } : {})
  if ('movedTo' in found) return reply.redirect(ledOn(request, found.movedTo), 308)
  const tag = `"${found.version}"`
  reply.header('etag', tag)
  if (request.headers['if-none-match'] === tag) return reply.code(304).send()
  return sendJson(reply, found.json)
}

async function create(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object } = await opened(engine, request)
  const options = writeParams(request)
  const values = bodyObject(request)
  if (options.dryRun) return engine.records.rehearse(actor, object.name, null, values)
  return answerOnce(
    engine,
    request,
    reply,
    actor,
    async (tx) => {
      const written = await engine.records.create(actor, object.name, values, { ...options, ...tx })
      const headers = {
        etag: `"${written.version}"`,
        location: `/api/v1/${object.path}/${written.id}`,
        'kontor-change': written.change,
      }
      return { status: 201, body: written.json ?? JSON.stringify({ id: written.id }), headers }
    },
    { again: recordAgain(engine, actor, object.name) },
  )
}

async function update(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  const options = writeParams(request)
  const changes = bodyObject(request)
  if (options.dryRun) return engine.records.rehearse(actor, object.name, id, changes)
  const written = await engine.records.update(actor, object.name, id, changes, options)
  reply.header('etag', `"${written.version}"`).header('kontor-change', written.change)
  return sendJson(reply, written.json ?? JSON.stringify({ id }))
}

async function remove(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  const options = writeParams(request)
  const work = () => engine.records.remove(actor, object.name, id, options)
  if (options.dryRun) {
    let removed: unknown
    const would = await rehearsal(actor, async () => ((removed = (await work()).removed), null))
    return { ...would, removed: removed ?? null }
  }
  const removed = await work()
  return reply.header('kontor-change', removed.change).code(204).send()
}

async function act(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  const { action } = request.params as Named
  const options = writeParams(request)
  const input = bodyObject(request)
  if (options.dryRun) {
    return rehearsal(actor, async () => {
      const would = await engine.records.run(actor, object.name, id, action, input, options)
      return would.json === null ? null : JSON.parse(would.json)
    })
  }
  return answerOnce(
    engine,
    request,
    reply,
    actor,
    async (tx) => {
      const done = await engine.records.run(actor, object.name, id, action, input, { ...options, ...tx })
      return {
        status: 200,
        body: done.json ?? JSON.stringify({ id }),
        headers: { 'kontor-change': done.change },
      }
    },
    { again: recordAgain(engine, actor, object.name, id) },
  )
}

/** What an action that changes a state would mean for what hangs on the record. */
async function impact(engine: Engine, request: FastifyRequest) {
  const { actor, object, id } = await openedRecord(engine, request)
  const action = actionName(textParam(request.query as Record<string, unknown>, 'action', 80))
  return engine.records.impact(actor, object.name, id, action, {})
}

/** `{"field": "companyTerms", "of": "manager", "from": "…", "to": "…"}` */
function lineChange({ field, of, from, to = null }: Record<string, unknown>) {
  const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 200
  if (isText(field) && isText(of) && isText(from) && (to === null || isText(to)))
    return { field, of, from, to }
  throw fieldErrors([
    {
      field: 'lines',
      code: 'required',
      message: said(
        'Say in “lines” which field holds them, of which of their fields, from what and to what.',
      ),
    },
  ])
}

/** What is still missing before each action that can be done with the record as it stands. */
async function unmet(engine: Engine, request: FastifyRequest) {
  const { actor, object, id } = await openedRecord(engine, request)
  return engine.records.unmet(actor, object.name, id)
}

async function bulk(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object } = await opened(engine, request)
  const { where, changes, lines, action, input, dryRun, reason, ...unknown } = bodyObject(request)
  const stray = Object.keys(unknown)[0]
  if (stray !== undefined)
    throw fieldErrors([
      {
        field: stray.slice(0, 80),
        code: 'unknownField',
        message: said('Give where, and changes or an action with its input.'),
      },
    ])
  const options = writeParams(request)
  const bulkRequest = {
    object: object.name,
    where: plainObject(where, 'where'),
    ...(changes === undefined ? {} : { changes: plainObject(changes, 'changes') }),
    ...(lines === undefined ? {} : { lines: lineChange(plainObject(lines, 'lines')) }),
    ...(action === undefined ? {} : { action: actionName(action) }),
    ...(input === undefined ? {} : { input: plainObject(input, 'input') }),
    ...(options.confirmed ? { confirmed: options.confirmed } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  }
  if (dryRun === true || options.dryRun) return engine.bulk.preview(actor, bulkRequest)
  return answerOnce(engine, request, reply, actor, async (tx) => {
    const started = await engine.bulk.start(actor, bulkRequest, tx)
    return {
      status: 202,
      body: JSON.stringify(started),
      headers: { location: `/api/v1/jobs/${started.job}` },
    }
  })
}

const summaryNames = new Set(['where', 'search', 'groupBy', 'sums', 'asOf'])

async function summary(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object } = await opened(engine, request)
  await tellPosition(engine, request, reply)
  const query = request.query as Record<string, unknown>
  onlyParams(query, summaryNames)
  const names = (name: string) =>
    textParam(query, name, 1000)
      ?.split(',')
      .filter((one) => one !== '')
  const where = jsonParam(query, 'where')
  const search = textParam(query, 'search', 500)
  const groupBy = names('groupBy')
  const asOf = instantParam(query, 'asOf')
  const asked = {
    ...(where === undefined ? {} : { where }),
    ...(search === undefined ? {} : { search }),
    ...(groupBy ? { groupBy } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    sums: names('sums') ?? [],
  }
  const json = await whileAsked(reply, () => engine.records.aggregate(actor, object.name, asked))
  return sendJson(reply, json)
}

async function partnerTimeline(engine: Engine, request: FastifyRequest) {
  const { actor, object, id } = await openedRecord(engine, request)
  if (object.base !== 'party') throw notFound()
  const query = request.query as Record<string, unknown>
  const after = textParam(query, 'after', 20_000)
  const limit = integerParam(query, 'limit', 1, 200)
  await engine.records.get(actor, object.name, id, { fields: ['id'] })
  return timeline(engine, actor, object, id, { ...(after ? { after } : {}), ...(limit ? { limit } : {}) })
}

function actionName(value: unknown): string {
  if (typeof value === 'string') return value
  throw fieldErrors([
    { field: 'action', code: 'notText', message: said('Name the action, such as "deactivate".') },
  ])
}

function plainObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw fieldErrors([
    { field, code: 'notAnObject', message: said('“{field}” must be a JSON object.', { field }) },
  ])
}
