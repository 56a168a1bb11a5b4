import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, type Engine } from '#engine'
import { answerOnce, recordAgain } from './answer-once.ts'
import { opened, openedRecord } from './opened.ts'
import { instantParam, integerParam, jsonParam, readInstant, textParam } from './query-params.ts'
import { rehearsal } from './rehearsal.ts'
import { said } from './said.ts'
import { sendFile } from './send-file.ts'
import { sendJson } from './send-json.ts'
import { bodyObject, writeParams } from './write-params.ts'

/** What happened to records, what was otherwise, what is gone, and the way back to it. */
export function lookingBackRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/:objects/deleted', (request) => deleted(engine, request))
  app.get('/:objects/difference', (request) => listDifference(engine, request))
  app.get('/:objects/:id/history', (request, reply) => history(engine, request, reply))
  app.get('/:objects/:id/history/export', async (request, reply) => {
    const { actor, object, id } = await openedRecord(engine, request)
    return sendFile(engine, reply, await engine.history.file(actor, object.name, id))
  })
  app.get('/:objects/:id/difference', (request) => difference(engine, request))
  const config = { dryRun: true, leadsOn: 'never', once: 'own' } as const
  app.post('/:objects/:id/restore', { config }, (request, reply) => restore(engine, request, reply))
}

async function history(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  return sendJson(reply, await engine.history.of(actor, object.name, id, pageOf(request)))
}

async function deleted(engine: Engine, request: FastifyRequest) {
  const { actor, object } = await opened(engine, request)
  const record = textParam(request.query as Record<string, unknown>, 'record', 100)
  if (record === undefined) return engine.restores.deleted(actor, object.name, pageOf(request))
  // What cannot be an id is of no record, as an id that nobody ever had.
  const known = record.toLowerCase()
  if (!isId(known)) return { items: [], next: null }
  return engine.restores.deleted(actor, object.name, { ...pageOf(request), record: known })
}

async function difference(engine: Engine, request: FastifyRequest) {
  const { actor, object, id } = await openedRecord(engine, request)
  return engine.history.difference(actor, object.name, id, spanOf(request))
}

async function listDifference(engine: Engine, request: FastifyRequest) {
  const { actor, object } = await opened(engine, request)
  const { after, ...page } = pageOf(request)
  if (after !== undefined && !/^[0-9a-f-]{36}$/.test(after))
    throw fieldErrors([
      { field: 'after', code: 'badCursor', message: said('Take “after” from “next” of the page before.') },
    ])
  const where = jsonParam(request.query as Record<string, unknown>, 'where')
  return engine.history.listDifference(actor, object.name, {
    ...spanOf(request),
    ...page,
    ...(where === undefined ? {} : { where }),
    ...(after === undefined ? {} : { after }),
  })
}

async function restore(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const { actor, object, id } = await openedRecord(engine, request)
  const options = writeParams(request)
  const restoring = restoringOf(bodyObject(request))
  if (options.dryRun) {
    return rehearsal(actor, async () => {
      const would = await engine.restores.restore(actor, object.name, id, restoring, options)
      return would.json === null ? null : JSON.parse(would.json)
    })
  }
  return answerOnce(
    engine,
    request,
    reply,
    actor,
    async (tx) => {
      const done = await engine.restores.restore(actor, object.name, id, restoring, { ...options, ...tx })
      const headers = { 'kontor-change': done.change }
      return { status: 200, body: done.json ?? JSON.stringify({ id }), headers }
    },
    { again: recordAgain(engine, actor, object.name, id) },
  )
}

function restoringOf({ asOf, fields, values, ...stray }: Record<string, unknown>) {
  const unknown = Object.keys(stray)[0]
  const fault =
    unknown !== undefined
      ? unknown.slice(0, 80)
      : asOf !== undefined && (typeof asOf !== 'string' || readInstant(asOf) === undefined)
        ? 'asOf'
        : fields !== undefined && !(Array.isArray(fields) && fields.every((one) => typeof one === 'string'))
          ? 'fields'
          : values !== undefined && (typeof values !== 'object' || values === null || Array.isArray(values))
            ? 'values'
            : null
  if (fault !== null)
    throw fieldErrors([
      {
        field: fault,
        code: 'restore',
        message: said(
          'Give “asOf” (a day or an instant), “fields” (a list of names) and “values” (an object).',
        ),
      },
    ])
  return {
    ...(asOf === undefined ? {} : { asOf: readInstant(asOf as string) ?? '' }),
    ...(fields === undefined ? {} : { fields: fields as string[] }),
    ...(values === undefined ? {} : { values: values as Record<string, unknown> }),
  }
}

function pageOf(request: FastifyRequest): { after?: string; limit?: number } {
  const query = request.query as Record<string, unknown>
  const after = textParam(query, 'after', 100)
  const limit = integerParam(query, 'limit', 1, 1000)
  return { ...(after ? { after } : {}), ...(limit ? { limit } : {}) }
}

function spanOf(request: FastifyRequest): { from: string; to?: string } {
  const query = request.query as Record<string, unknown>
  const from = instantParam(query, 'from')
  const to = instantParam(query, 'to')
  if (from === undefined)
    throw fieldErrors([
      { field: 'from', code: 'required', message: said('Say from which day or instant on: “from”.') },
    ])
  return { from, ...(to === undefined ? {} : { to }) }
}
