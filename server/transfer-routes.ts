import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '#model'
import {
  fieldErrors,
  notFound,
  Problem,
  type Actor,
  type Answer,
  type Engine,
  type Transaction,
} from '#engine'
import { answerOnce, onceKey } from './answer-once.ts'
import { choiceParam, instantParam, integerParam, jsonParam, onlyParams, textParam } from './query-params.ts'
import { actorOf } from './session.ts'
import { bodyObject, bodyOf, writeParams } from './write-params.ts'
import { said } from './said.ts'
import { sendFile } from './send-file.ts'

type Named = { readonly Params: { readonly id: string; readonly row: string; readonly objects: string } }
type Work = (
  actor: Actor,
  id: string,
  request: FastifyRequest<Named>,
  joined: { tx?: Transaction },
) => Promise<unknown>

const own = { config: { once: 'own' } } as const

/** Files in and out: the steps of an import, exports, and who is known already while somebody types. */
export function transferRoutes(app: FastifyInstance, engine: Engine): void {
  const { imports } = engine
  const step = (work: Work) => (request: FastifyRequest<Named>) => onImport(engine, request, work)
  app.post('/imports', own, (request, reply) => upload(engine, request, reply))
  app.get('/imports', async (request) => {
    const query = queryOf(request)
    const after = textParam(query, 'after', 100)
    return imports.list(await actorOf(engine, request), {
      limit: integerParam(query, 'limit', 1, 200) ?? 50,
      waiting: choiceParam(query, 'waiting', ['true', 'false'] as const) === 'true',
      ...(after === undefined ? {} : { after }),
    })
  })
  app.get('/imports/fields', async (request) => {
    const actor = await actorOf(engine, request)
    const object = textParam(queryOf(request), 'object', 100)
    if (object === undefined)
      throw fieldErrors([
        { field: 'object', code: 'required', message: said('Say of which object: ?object=customers.') },
      ])
    return { items: await imports.fields(actor, object) }
  })
  app.get<Named>(
    '/imports/:id',
    step((actor, id) => imports.get(actor, id)),
  )
  app.patch<Named>(
    '/imports/:id',
    step((actor, id, request) => imports.change(actor, id, bodyObject(request))),
  )
  app.delete<Named>('/imports/:id', async (request, reply) => {
    await onImport(engine, request, (actor, id) => imports.remove(actor, id))
    return reply.code(204).send()
  })
  reviewRoutes(app, engine)
  courseRoutes(app, engine)
  exportRoutes(app, engine)
}

/** What stands against rows, what repeats something, and what people say to it. */
function reviewRoutes(app: FastifyInstance, engine: Engine): void {
  const { imports } = engine
  const step = (work: Work) => (request: FastifyRequest<Named>) => onImport(engine, request, work)
  app.get<Named>(
    '/imports/:id/values',
    step((actor, id, request) =>
      imports.values(actor, id, integerParam(queryOf(request), 'column', 0, 1000) ?? 0),
    ),
  )
  app.get<Named>(
    '/imports/:id/problems/summary',
    step(async (actor, id) => ({ items: await imports.problemKinds(actor, id) })),
  )
  app.get<Named>(
    '/imports/:id/problems',
    step((actor, id, request) => {
      const query = queryOf(request)
      const column = textParam(query, 'column', 10) === 'none' ? -1 : integerParam(query, 'column', 0, 1000)
      const code = textParam(query, 'code', 200)
      return imports.problems(actor, id, {
        ...pageOf(query),
        ...(column === undefined ? {} : { column }),
        ...(code === undefined ? {} : { code }),
      })
    }),
  )
  app.patch<Named>(
    '/imports/:id/rows',
    step((actor, id, request) => {
      const given = bodyObject(request)
      return 'do' in given ? imports.mendKind(actor, id, given) : imports.mendValue(actor, id, given)
    }),
  )
  app.patch<Named>(
    '/imports/:id/rows/:row',
    step((actor, id, request) => imports.mendRow(actor, id, rowOf(request), bodyObject(request))),
  )
  app.get<Named>(
    '/imports/:id/repeats',
    step((actor, id, request) => {
      const query = queryOf(request)
      const decided = choiceParam(query, 'decided', ['true', 'false'] as const)
      return imports.repeats(actor, id, {
        ...pageOf(query),
        ...(decided === undefined ? {} : { decided: decided === 'true' }),
      })
    }),
  )
  app.patch<Named>(
    '/imports/:id/repeats',
    step((actor, id, request) => imports.decideAll(actor, id, bodyOf(request, ['decision', 'only']))),
  )
  app.patch<Named>(
    '/imports/:id/repeats/:row',
    step((actor, id, request) =>
      imports.decide(actor, id, rowOf(request), bodyObject(request)['decision'] ?? null),
    ),
  )
  app.get<Named>('/imports/:id/refused', async (request, reply) => {
    const format = choiceParam(queryOf(request), 'format', ['csv', 'xlsx'] as const) ?? 'csv'
    return sendFile(
      engine,
      reply,
      await onImport(engine, request, (actor, id) => imports.refused(actor, id, format)),
    )
  })
}

/** Check, run, stop, undo. */
function courseRoutes(app: FastifyInstance, engine: Engine): void {
  const { imports } = engine
  const post = (name: string, status: number, work: Work) => {
    app.post<Named>(
      `/imports/:id/${name}`,
      { config: name === 'undo' ? { dryRun: true, once: 'own' } : { once: 'own' } },
      async (request, reply) => {
        const actor = await actorOf(engine, request)
        // Tried out, it writes nothing that could be written twice, and is told by the rights of now.
        if (writeParams(request).dryRun) return onImport(engine, request, work)
        return answerOnce(
          engine,
          request,
          reply,
          actor,
          async (tx) => ({
            status,
            body: JSON.stringify(await onImport(engine, request, work, tx)),
            headers: {},
          }),
          { again: (answer) => importAgain(engine, actor, answer) },
        )
      },
    )
  }
  post('check', 202, (actor, id, _request, tx) => imports.check(actor, id, tx))
  post('run', 202, (actor, id, request, tx) => imports.run(actor, id, { ...runOptions(request), ...tx }))
  post('cancel', 200, (actor, id) => imports.cancel(actor, id))
  post('undo', 202, (actor, id, request, tx) =>
    writeParams(request).dryRun ? imports.previewUndo(actor, id) : imports.undo(actor, id, tx),
  )
}

function exportRoutes(app: FastifyInstance, engine: Engine): void {
  app.get<Named>('/:objects/export', async (request, reply) => {
    const query = queryOf(request)
    onlyParams(query, exportNames)
    const columns = textParam(query, 'columns', 10_000)
      ?.split(',')
      .filter((one) => one !== '')
    const given = {
      where: jsonParam(query, 'where'),
      search: textParam(query, 'search', 500),
      asOf: instantParam(query, 'asOf'),
      sort: textParam(query, 'sort', 500),
      columns,
      groupBy: textParam(query, 'groupBy', 1000)
        ?.split(',')
        .filter((one) => one !== ''),
    }
    const format = choiceParam(query, 'format', ['csv', 'xlsx'] as const) ?? 'csv'
    const actor = await actorOf(engine, request)
    return sendFile(
      engine,
      reply,
      await engine.exports.open(actor, {
        object: request.params.objects,
        format,
        ...defined({ ...given, ...asWritten(query) }),
      }),
    )
  })
  app.post('/exports', own, async (request, reply) => {
    const actor = await actorOf(engine, request)
    const asked = exportRequest(bodyOf(request, exported))
    return answerOnce(engine, request, reply, actor, async () => {
      const id = await engine.exports.keep(actor, asked)
      const url = `/api/v1/exports/${id}/file`
      return { status: 201, body: JSON.stringify({ id, url }), headers: { location: url } }
    })
  })
  app.get<Named>('/exports/:id/file', async (request, reply) => {
    const actor = await actorOf(engine, request)
    return sendFile(engine, reply, await engine.exports.openKept(actor, idOf(request)))
  })
}

async function upload(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const actor = await actorOf(engine, request)
  if (!request.isMultipart())
    throw new Problem(415, 'contentType', said('Send multipart/form-data with “object” and then the “file”.'))
  const part = await request.file()
  if (!part)
    throw fieldErrors([{ field: 'file', code: 'required', message: said('Choose a file to import.') }])
  const field = part.fields['object']
  const given =
    field && !Array.isArray(field) && field.type === 'field'
      ? field.value
      : (request.query as Record<string, unknown>)['object']
  if (typeof given !== 'string' || given === '') {
    part.file.resume()
    throw fieldErrors([
      {
        field: 'object',
        code: 'required',
        message: said('Say into what the file goes: send “object” before the file.'),
      },
    ])
  }
  const name = part.filename ?? 'file'
  const arrived = await engine.imports
    .arrive(actor, given, { name, content: part.file, mayBeAnswered: onceKey(request) !== undefined })
    .finally(() => part.file.resume())
  try {
    if (part.file.truncated)
      throw new Problem(413, 'tooLarge', said('The file is larger than 2 GB. Split it into several.'))
    return await answerOnce(
      engine,
      request,
      reply,
      actor,
      async (tx) => {
        const view = await engine.imports.keep(actor, arrived, name, tx)
        return {
          status: 201,
          body: JSON.stringify(view),
          headers: { location: `/api/v1/imports/${view.id}` },
        }
      },
      {
        body: `${arrived.object} ${arrived.hash} ${name}`,
        again: (answer) => importAgain(engine, actor, answer),
      },
    )
  } finally {
    await arrived.discard()
  }
}

/** What was told of an import is told again within the rights of now; nothing where it is not there. */
async function importAgain(engine: Engine, actor: Actor, answer: Answer): Promise<Answer> {
  const view = await engine.imports.again(actor, JSON.parse(answer.body))
  return { ...answer, body: JSON.stringify(view) }
}

async function onImport<T>(
  engine: Engine,
  request: FastifyRequest<Named>,
  work: (
    actor: Actor,
    id: string,
    request: FastifyRequest<Named>,
    joined: { tx?: Transaction },
  ) => Promise<T>,
  joined: { tx?: Transaction } = {},
): Promise<T> {
  return work(await actorOf(engine, request), idOf(request), request, joined)
}

function runOptions(request: FastifyRequest): { confirmed?: string[]; reason?: string } {
  const { confirmed, reason } = bodyObject(request)
  const header = writeParams(request).confirmed ?? []
  const named = Array.isArray(confirmed)
    ? confirmed.filter((one): one is string => typeof one === 'string').slice(0, 100)
    : []
  return {
    confirmed: [...header, ...named],
    ...(typeof reason === 'string' ? { reason: reason.slice(0, 2_000) } : {}),
  }
}

/** In which language a file is, and by what its columns are parted. */
function asWritten(given: Readonly<Record<string, unknown>>) {
  return {
    language: choiceParam(given, 'language', ['en', 'lv', 'ka', 'zh', 'ru'] as const),
    delimiter: choiceParam(given, 'delimiter', [',', ';', '\t'] as const),
  }
}

const exported = [
  ...(['object', 'format', 'where', 'search', 'sort', 'asOf', 'columns', 'language', 'delimiter'] as const),
]

const exportNames = new Set<string>([...exported.filter((name) => name !== 'object'), 'groupBy'])

function exportRequest(body: Partial<Record<(typeof exported)[number], unknown>>) {
  const { object, format = 'csv', where, search, sort, columns } = body
  const asOf = instantParam(body, 'asOf')
  const written = defined(asWritten(body))
  if (typeof object !== 'string')
    throw fieldErrors([
      {
        field: 'object',
        code: 'required',
        message: said('Say what is to be exported, such as “customers”.'),
      },
    ])
  if (format !== 'csv' && format !== 'xlsx')
    throw fieldErrors([
      { field: 'format', code: 'notAChoice', message: said('The format is “csv” or “xlsx”.') },
    ])
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
  return {
    object,
    format: format as 'csv' | 'xlsx',
    ...(where === undefined ? {} : { where }),
    ...(isText(search) ? { search } : {}),
    ...(asOf === undefined ? {} : { asOf }),
    ...written,
    ...(isText(sort) ? { sort } : {}),
    ...(Array.isArray(columns) ? { columns: columns.map(String).slice(0, 1000) } : {}),
  }
}

function pageOf(query: Readonly<Record<string, unknown>>): { after?: string; limit?: number } {
  return defined({ after: textParam(query, 'after', 100), limit: integerParam(query, 'limit', 1, 500) })
}

function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

function queryOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  return request.query as Record<string, unknown>
}

function idOf(request: FastifyRequest<Named>): string {
  const id = request.params.id.toLowerCase()
  if (!isId(id)) throw notFound()
  return id
}

function rowOf(request: FastifyRequest<Named>): number {
  if (!/^\d{1,9}$/.test(request.params.row)) throw notFound()
  return Number(request.params.row)
}
