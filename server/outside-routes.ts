import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, Problem, type Bearer, type Engine } from '#engine'
import { texts } from './given-texts.ts'
import { actorOf, languageOf, refuseForeignOrigin } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'

const nobody = { config: { once: 'nobody' } } as const
const wholeForm = { config: { once: 'nobody', strangerBytes: 512 * 1024 } } as const
const mostFileBytes = 25 * 1024 * 1024

/**
 * The form that a partner fills in by a mailed link, without an account. The token comes in the body, never
 * in an address, so that it stands in no log.
 */
export function outsideRoutes(app: FastifyInstance, engine: Engine): void {
  const { outside } = engine
  const bearer = async (request: FastifyRequest): Promise<Bearer> => {
    refuseForeignOrigin(engine, request)
    const { token } = texts(request, ['token'])
    return { token, address: request.ip, language: await languageOf(request) }
  }
  app.get('/data-requests/:id/answers', async (request) => {
    const { id } = request.params as { id: string }
    return engine.outside.proposals(await actorOf(engine, request), id)
  })
  app.post('/outside/open', nobody, async (request) => outside.open(await bearer(request)))
  app.post('/outside/save', wholeForm, async (request) => {
    const by = await bearer(request)
    const { answers, version } = bodyObject(request)
    if (typeof answers !== 'object' || answers === null || Array.isArray(answers))
      throw fieldErrors([
        {
          field: 'answers',
          code: 'notAnObject',
          message: said('“{field}” must be a JSON object.', { field: 'answers' }),
        },
      ])
    if (typeof version !== 'number' || !Number.isSafeInteger(version))
      throw fieldErrors([
        {
          field: 'version',
          code: 'required',
          message: said('Give the version of the form as it was read.'),
        },
      ])
    return outside.save(by, answers as Record<string, unknown>, version)
  })
  app.post('/outside/send', nobody, async (request) => outside.send(await bearer(request)))
  app.post('/outside/messages', nobody, async (request) => {
    const by = await bearer(request)
    const { text } = texts(request, ['text'])
    return outside.write(by, text)
  })
  app.post('/outside/files', nobody, (request) => attach(engine, request))
  app.post('/outside/files/remove', nobody, async (request) => {
    const by = await bearer(request)
    const { file } = texts(request, ['file'])
    return outside.detach(by, isId(file.toLowerCase()) ? file.toLowerCase() : '')
  })
}

/** The token and the kind of paper stand in the form before the file. */
async function attach(engine: Engine, request: FastifyRequest) {
  refuseForeignOrigin(engine, request)
  if (!request.isMultipart())
    throw new Problem(
      415,
      'contentType',
      said('Send the file as multipart/form-data, in a part named “file”.'),
    )
  const part = await request.file({ limits: { fileSize: mostFileBytes + 1, files: 1, fields: 5, parts: 6 } })
  if (!part)
    throw fieldErrors([{ field: 'file', code: 'required', message: said('Choose a file to upload.') }])
  const field = (name: string): string => {
    const given = part.fields[name]
    const value = given && !Array.isArray(given) && given.type === 'field' ? given.value : undefined
    return typeof value === 'string' ? value.slice(0, 1_000) : ''
  }
  const by = { token: field('token'), address: request.ip, language: await languageOf(request) }
  // Forms write a quotation mark in a name so, and nothing else (WHATWG HTML, multipart/form-data).
  const name = (part.filename ?? '').replaceAll('%22', '"')
  return engine.outside.attach(by, part.file, { name, kind: field('kind') || 'other' })
}
