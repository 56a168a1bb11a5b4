import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Engine } from '#engine'
import { actorNow, actorOf } from './session.ts'
import { textParam } from './query-params.ts'
import { header } from './write-params.ts'

const heartbeatMilliseconds = 15_000
/** A client that takes in less is let go; it comes back and reads anew. */
const mostWaitingBytes = 1024 * 1024

/** What happens to the records that one may see, as server-sent events; it ends with the session. */
export function eventRoutes(app: FastifyInstance, engine: Engine): void {
  const open = new Set<() => void>()
  // A stopping server must not wait for those who would listen for ever.
  app.addHook('preClose', async () => {
    for (const end of [...open]) end()
  })
  app.get('/events', { exposeHeadRoute: false }, async (request, reply) => {
    await actorOf(engine, request)
    const query = request.query as Record<string, unknown>
    const objects = textParam(query, 'objects', 2_000)
      ?.split(',')
      .filter((one) => one !== '')
    const since = textParam(query, 'since', 20) ?? header(request, 'last-event-id')
    listen(engine, request, reply, open, {
      ...(objects ? { objects } : {}),
      ...(since === undefined ? {} : { since }),
    })
  })
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
    onEvents: (events, position) => {
      for (const event of events)
        send(`id: ${position}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
    },
    onEnd: () => {
      send('event: signedOut\ndata: {}\n\n')
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
