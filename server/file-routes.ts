import { finished, Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '#model'
import { fieldErrors, mostFileBytes, notFound, Problem, type Engine, type KeptFile } from '#engine'
import { answerOnce } from './answer-once.ts'
import { byteRange } from './byte-range.ts'
import { flagParam } from './query-params.ts'
import { actorNow, actorOf } from './session.ts'
import { header, writeParams } from './write-params.ts'
import { said } from './said.ts'

type Named = { readonly Params: { readonly id: string } }

/**
 * Files are uploaded first and then named by records; who sees such a record's field may have the content.
 */
export function fileRoutes(app: FastifyInstance, engine: Engine): void {
  app.post('/files', { config: { dryRun: true, once: 'own' } }, (request, reply) =>
    upload(engine, request, reply),
  )
  app.get<Named>('/files/:id/content', (request, reply) =>
    download(engine, request, reply, request.params.id.toLowerCase()),
  )
}

async function upload(engine: Engine, request: FastifyRequest, reply: FastifyReply) {
  const actor = await actorOf(engine, request)
  if (!request.isMultipart())
    throw new Problem(
      415,
      'contentType',
      said('Send the file as multipart/form-data, in a part named “file”.'),
    )
  const part = await request.file({
    limits: { fileSize: mostFileBytes + 1, files: 1, fields: 10, parts: 11 },
  })
  if (!part)
    throw fieldErrors([{ field: 'file', code: 'required', message: said('Choose a file to upload.') }])
  // Forms write a quotation mark in a name so, and nothing else (WHATWG HTML, multipart/form-data).
  const name = (part.filename ?? '').replaceAll('%22', '"')
  const arrived = await engine.files.arrive(actor, part.file, name)
  try {
    if (writeParams(request).dryRun)
      return { record: { name, size: arrived.size }, warnings: [], errors: [], facts: [] }
    await engine.files.send(actor, arrived)
    return await answerOnce(
      engine,
      request,
      reply,
      actor,
      async (tx) => {
        const file = await engine.files.keep(actor, arrived, { name }, tx)
        return {
          status: 201,
          body: JSON.stringify(file),
          headers: { location: `/api/v1/files/${file.id}/content` },
        }
      },
      { body: `${arrived.hash} ${name}` },
    )
  } finally {
    await arrived.discard()
  }
}

async function download(engine: Engine, request: FastifyRequest, reply: FastifyReply, id: string) {
  const actor = await actorOf(engine, request)
  if (!isId(id)) throw notFound()
  const file = await engine.files.find(actor, id)
  const tag = `"${file.hash}"`
  void reply.headers(headersOf(file, tag, flagParam(request.query as Record<string, unknown>, 'download')))
  if (header(request, 'if-none-match')?.includes(tag)) return reply.code(304).send()
  const condition = header(request, 'if-range')
  const range =
    condition === undefined || condition === tag ? byteRange(header(request, 'range'), file.size) : null
  if (range === 'outside') {
    throw outside(reply.header('content-range', `bytes */${file.size}`), file.size)
  }
  void reply.header('content-length', range ? range.last - range.first + 1 : file.size)
  if (range) void reply.code(206).header('content-range', `bytes ${range.first}-${range.last}/${file.size}`)
  if (request.method === 'HEAD') return reply.send()
  const content = await engine.files.open(file, range ?? undefined)
  // Who hung up as it was opened, or does before the first piece, leaves nothing open either.
  finished(reply.raw, () => content.destroy())
  return reply.send(Readable.from(whileKnown(engine, request, content), { objectMode: false }))
}

/** Whoever is nobody any more since their session or key was ended gets no further piece. */
async function* whileKnown(
  engine: Engine,
  request: FastifyRequest,
  content: Readable,
): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    await actorNow(engine, request)
    yield piece as Buffer
  }
}

function outside(reply: FastifyReply, size: number): Problem {
  void reply.removeHeader('content-disposition').removeHeader('etag')
  return new Problem(
    416,
    'range',
    said('The file has {size} bytes. Ask for a part of it that is there.', { size }),
  )
}

/** Types that browsers show without acting on what is in them; everything else is offered for saving. */
const shown = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'application/pdf',
  'text/plain',
])

/** Nothing in a file runs or fetches; browsers show no paper in a sandbox, so it has only the rest. */
const quiet = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

function headersOf(file: KeptFile, tag: string, saved: boolean): Record<string, string> {
  const isShown = !saved && shown.has(file.type)
  return {
    etag: tag,
    'accept-ranges': 'bytes',
    // It never changes, but whoever lost the right to it must not have it from memory.
    'cache-control': 'private, no-cache',
    'content-type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${fileName(file.name)}`,
    'content-security-policy': file.type === 'application/pdf' ? quiet : `sandbox; ${quiet}`,
    'x-frame-options': 'SAMEORIGIN',
  }
}

/** The name in both forms of RFC 6266: plain letters for old programs, and the whole of it. */
function fileName(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `filename="${plain}"; filename*=UTF-8''${whole}`
}
