import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem, type Engine, type LiveEvent } from '#engine'
import { said } from './said.ts'
import { actorNow, actorOf } from './session.ts'
import { textParam } from './query-params.ts'
import { header } from './write-params.ts'

const heartbeatMilliseconds = 15_000
/** A client that takes in less is let go; it comes back and reads anew. */
const mostWaitingBytes = 1024 * 1024
/** Every stream is asked a few times a second who listens; nobody has so many tabs open. */
const mostOfOne = 100

/** What happens to the records that one may see, as server-sent events; it ends with the session. */
export function eventRoutes(app: FastifyInstance, engine: Engine): void {
  const open = new Set<() => void>()
  const listening = new Map<string, number>()
  // A stopping server must not wait for those who would listen for ever.
  app.addHook('preClose', async () => {
    for (const end of [...open]) end()
  })
  app.get('/events', { exposeHeadRoute: false }, async (request, reply) => {
    const { user } = await actorOf(engine, request)
    // Who hung up before that was known has closed already, and would be counted for good.
    if (reply.raw.destroyed) return void reply.hijack()
    const many = listening.get(user) ?? 0
    if (many >= mostOfOne)
      throw new Problem(
        429,
        'tooManyStreams',
        said('You follow what happens in {most} places already. Close some of them first.', {
          most: mostOfOne,
        }),
        { retryAfterSeconds: 60 },
      )
    listening.set(user, many + 1)
    reply.raw.once('close', () => {
      const left = (listening.get(user) ?? 1) - 1
      if (left > 0) listening.set(user, left)
      else listening.delete(user)
    })
    const query = request.query as Record<string, unknown>
    const objects = textParam(query, 'objects', 2_000)
      ?.split(',')
      .filter((one) => one !== '')
    // A browser that comes back asks for the address it had, and says beside it how far it has heard.
    const since = header(request, 'last-event-id') ?? textParam(query, 'since', 20)
    listen(engine, request, reply, open, {
      ...(objects ? { objects } : {}),
      ...(since === undefined ? {} : { since }),
    })
  })
}

/**
 * Answers `Kontor-Live: position` with where the events stand before anything is read: a stream that opens
 * from there tells all that the answer does not hold yet.
 */
export async function tellPosition(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (header(request, 'kontor-live') === 'position')
    reply.header('kontor-position', await engine.live.position())
}

const texts = new WeakMap<LiveEvent, string>()

/** Everybody with the same rights is told the same event. */
function textOf(event: LiveEvent): string {
  const known = texts.get(event) ?? JSON.stringify(event)
  texts.set(event, known)
  return known
}

function listen(
  engine: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  open: Set<() => void>,
  wanted: { objects?: readonly string[]; since?: string },
): void {
  reply.hijack()
  const stream = reply.raw
  stream.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  })
  const send = (text: string): void => {
    if (stream.writableLength > mostWaitingBytes) end()
    else stream.write(text)
  }
  const heartbeat = setInterval(() => send(': here\n\n'), heartbeatMilliseconds)
  const stop = engine.live.subscribe({
    ...wanted,
    actor: () => actorNow(engine, request),
    // Who is cut off before the first event goes on from here too.
    onBegin: (position) => send(`retry: 2000\nid: ${position}\n\n`),
    // As one piece: an office hears thousands of events a second, and each piece is a call of the system.
    onEvents: (events, position) =>
      send(
        events.map((event) => `id: ${position}\nevent: ${event.kind}\ndata: ${textOf(event)}\n\n`).join(''),
      ),
    onEnd: (why) => {
      // Who is refused for another reason comes again by themselves, and is told it then.
      if (why === 'signedOut') send('event: signedOut\ndata: {}\n\n')
      end()
    },
  })
  const end = (): void => {
    stop()
    clearInterval(heartbeat)
    open.delete(end)
    stream.end()
  }
  open.add(end)
  stream.on('close', end).on('error', end)
}
