import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { mayOpen, fieldErrors, Problem, words, type Actor, type Engine } from '#engine'
import { instantParam, integerParam, textParam } from './query-params.ts'
import { said } from './said.ts'
import { sendFile } from './send-file.ts'
import { actorOf } from './session.ts'

/** What is wrong with the heads outside, in the words of whoever asks. */
export async function headAlarmsFor({ chain }: Engine, { language }: Actor) {
  const alarms = await chain.alarms()
  return alarms.map(({ code, message }) => ({ code, message: words(message, language) }))
}

/** The log over all objects, and how far it is sealed: for whom the page of the log is open. */
export function auditRoutes(app: FastifyInstance, engine: Engine): void {
  app.get('/audit/chain', async (request) => {
    const actor = await actorOf(engine, request)
    if (!mayOpen(actor, 'audit')) {
      throw new Problem(
        403,
        'administratorOnly',
        said('How far the log is sealed only an administrator may see. Ask one.'),
      )
    }
    return { ...(await engine.chain.state()), alarms: await headAlarmsFor(engine, actor) }
  })
  app.get('/audit/entries', async (request) => {
    const actor = await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    const after = textParam(query, 'after', 20)
    if (after !== undefined && !/^\d{1,18}$/.test(after))
      throw wrong('after', said('Take “after” from “next” of the page before.'))
    const limit = integerParam(query, 'limit', 1, 1000)
    return engine.history.log(actor, {
      ...filterOf(request),
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
    })
  })
  app.get('/audit/entries/export', async (request, reply) => {
    const actor = await actorOf(engine, request)
    return sendFile(engine, reply, await engine.history.logFile(actor, filterOf(request)))
  })
}

const texts = ['object', 'action', 'source', 'request'] as const
const ids = ['user', 'record', 'change'] as const
const instants = ['from', 'to'] as const

function filterOf(request: FastifyRequest): Record<string, string> {
  const query = request.query as Record<string, unknown>
  const filter: Record<string, string> = {}
  for (const name of texts) {
    const value = textParam(query, name, 200)
    if (value !== undefined) filter[name] = value
  }
  for (const name of ids) {
    const value = textParam(query, name, 40)?.toLowerCase()
    if (value === undefined) continue
    if (!isId(value)) throw wrong(name, said('“{name}” must be an id.', { name }))
    filter[name] = value
  }
  for (const name of instants) {
    const value = instantParam(query, name)
    if (value !== undefined) filter[name] = value
  }
  return filter
}

function wrong(field: string, message: ReturnType<typeof said>): Problem {
  return fieldErrors([{ field, code: 'badParameter', message }])
}
